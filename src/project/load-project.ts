import { modulePathOf } from "../../compiler/module-path.js";
import { success, type Outcome } from "../base/usage-error.js";
import type { FlowRules } from "../host/flow-finder.js";
import { createNodeHost, type NodeHost, type NodeHostOptions } from "../host/node-host.js";
import { applyRules } from "./apply-rules.js";
import { loadSettings, type Settings } from "./load-settings.js";

/** A project, ready to be compiled. */
export interface Project extends Settings {
  readonly host: NodeHost;
}

/** Loads the configuration and opens its project. */
export async function loadProject(...given: Parameters<typeof loadSettings>): Promise<Outcome<Project>> {
  const settings = await loadSettings(...given);
  return settings.ok ? success(openProject(settings.value)) : settings;
}

/** Opens a project for the compiler. */
export function openProject(settings: Settings, options: Omit<NodeHostOptions, "projectDir"> = {}): Project {
  const { config, projectDir } = settings;
  const host = createNodeHost({
    flows: flowRules(settings),
    ...options,
    projectDir,
    ...(config.importExtension === undefined ? {} : { importExtension: config.importExtension }),
  });
  return { ...settings, host };
}

/** How flows that others run are planned: as if they were built alone. */
export function flowRules(settings: Settings): FlowRules {
  const { config, compileOptions } = settings;
  return {
    options: compileOptions,
    // A bundler compiles the flows of a project that has no modules.
    moduleOf: (flow) => (config.emit === "declarations" ? flow : modulePathOf(flow, compileOptions.outDir)),
    judge: (diagnostics) => applyRules(diagnostics, config.rules ?? {}),
  };
}
