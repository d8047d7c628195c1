import path from "node:path";
import type { CompileOptions } from "../../compiler/compile.js";
import { loadConfig, type LoadedConfig } from "../config/load-config.js";
import { runtimeFileOf } from "../config/runtime-file.js";
import { success, type Outcome } from "../config/usage-error.js";
import { createNodeHost, type NodeHost } from "../host/node-host.js";
import type { GlobalOptions } from "./global-options.js";
import type { Terminal } from "./terminal.js";

/** A project, ready to be compiled. */
export interface Project extends LoadedConfig {
  readonly host: NodeHost;
  readonly compileOptions: CompileOptions;
}

/** Loads the configuration and opens the project that it is of. */
export async function loadProject(
  options: GlobalOptions & { readonly outDir?: string },
  terminal: Terminal,
): Promise<Outcome<Project>> {
  const loaded = await loadConfig({
    cwd: terminal.cwd,
    ...(options.config === undefined ? {} : { configFile: options.config }),
  });
  if (!loaded.ok) return loaded;
  const { config, projectDir } = loaded.value;
  const host = createNodeHost({
    projectDir,
    ...(config.importExtension === undefined ? {} : { importExtension: config.importExtension }),
  });
  const outDir =
    options.outDir === undefined ? config.outDir : host.paths.toProject(path.resolve(terminal.cwd, options.outDir));
  const runtimeFile = runtimeFileOf({ ...config, ...(outDir === undefined ? {} : { outDir }) });
  const runtime = runtimeFile === undefined ? config.runtime : undefined;
  const compileOptions = { roots: config.roots ?? [], outDir, runtime, runtimeFile, env: config.env };
  return success({ ...loaded.value, host, compileOptions });
}
