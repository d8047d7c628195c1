import path from "node:path";
import type { CompileOptions } from "../../compiler/compile.js";
import { loadConfig, type LoadedConfig } from "../config/load-config.js";
import { runtimeFileOf } from "../config/runtime-file.js";
import { success, type Outcome } from "../base/usage-error.js";
import { createProjectPaths, type ProjectPaths } from "../base/project-paths.js";
import type { Terminal } from "../base/terminal.js";

/** How to compile a project. */
export interface Settings extends LoadedConfig {
  readonly paths: ProjectPaths;
  readonly compileOptions: CompileOptions;
}

/** Command options that override the project's configuration. */
export interface ProjectOptions {
  /** The configuration file, relative to the working directory. */
  readonly config?: string;
  /** The output folder, relative to the working directory. */
  readonly outDir?: string;
  /** If false, results stored by earlier runs are not used, and none are stored. */
  readonly cache?: boolean;
}

/** Loads the configuration and merges it with the options of the command. */
export async function loadSettings(
  options: ProjectOptions,
  terminal: Pick<Terminal, "cwd">,
): Promise<Outcome<Settings>> {
  const loaded = await loadConfig({
    cwd: terminal.cwd,
    ...(options.cache === undefined ? {} : { cache: options.cache }),
    ...(options.config === undefined ? {} : { configFile: options.config }),
  });
  if (!loaded.ok) return loaded;
  const { config, projectDir } = loaded.value;
  const paths = createProjectPaths(projectDir);
  const outDir =
    options.outDir === undefined ? config.outDir : paths.toProject(path.resolve(terminal.cwd, options.outDir));
  const runtimeFile = runtimeFileOf({ ...config, ...(outDir === undefined ? {} : { outDir }) });
  const runtime = runtimeFile === undefined ? config.runtime : undefined;
  const compileOptions = { roots: config.roots ?? [], outDir, runtime, runtimeFile, env: config.env };
  return success({ ...loaded.value, paths, compileOptions });
}
