import { success, type Outcome } from "../base/usage-error.js";
import { createNodeHost, type NodeHost, type NodeHostOptions } from "../host/node-host.js";
import { flowRules } from "./flow-rules.js";
import { nestedSettings } from "./nested-settings.js";
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
    flows: flowRules(settings, []),
    ...options,
    projectDir,
    ...(config.importExtension === undefined ? {} : { importExtension: config.importExtension }),
  });
  return { ...settings, host };
}

/**
 * Opens a project for the compiler, and the nested projects whose flows it runs.
 *
 * @param elsewhere absolute paths of these flows
 */
export async function openWithNested(settings: Settings, elsewhere: readonly string[]): Promise<Outcome<Project>> {
  if (elsewhere.length === 0) return success(openProject(settings));
  const nested = await nestedSettings(elsewhere, settings.projectDir);
  return nested.ok ? success(openProject(settings, { flows: flowRules(settings, nested.value) })) : nested;
}
