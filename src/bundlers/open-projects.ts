import { realpathSync } from "node:fs";
import path from "node:path";
import { flowRules } from "../project/flow-rules.js";
import { openProject, type Project } from "../project/load-project.js";
import { loadSettings } from "../project/load-settings.js";
import { findConfig } from "../config/find-config.js";
import { success, type Outcome } from "../base/usage-error.js";
import { isOutside } from "../base/is-outside.js";

export interface OpenProjects {
  /** The project that governs a flow file (absolute path). */
  projectOf(flow: string): Promise<Outcome<Project>>;
  /** Drops everything that was read. Call it when files were added, removed or changed. */
  forget(): void;
}

export interface OpenProjectsOptions {
  /** Absolute path. */
  readonly root: string;
  readonly config?: string | undefined;
}

/**
 * Opens the projects of the flows that a bundler imports. The nearest configuration above a flow governs it, which may
 * be that of another package. Without one, the flow belongs to the project at `root`, as on the command line.
 */
export function createOpenProjects(options: OpenProjectsOptions): OpenProjects {
  const projects = new Map<string, Promise<Outcome<Project>>>();
  return {
    projectOf: async (flow) => {
      const folder = folderOf(flow, options);
      if (!folder.ok) return folder;
      const cwd = folder.value;
      let project = projects.get(cwd);
      if (project === undefined) projects.set(cwd, (project = open(cwd, options.config)));
      return project;
    },
    forget: () => {
      projects.clear();
    },
  };
}

/** The folder where the search for the configuration starts. */
function folderOf(flow: string, { root, config }: OpenProjectsOptions): Outcome<string> {
  if (config !== undefined) return success(root);
  const folder = path.dirname(flow);
  const found = findConfig(folder);
  if (!found.ok) return found;
  if (found.value !== undefined) return success(path.dirname(found.value));
  // Bundlers resolve links in the names of files.
  const above = [root, realpathOf(root)].find((candidate) => !isOutside(path.relative(candidate, folder)));
  return success(above ?? folder);
}

/** The flows that others run are imported from their files, which the bundler compiles too. */
async function open(cwd: string, config: string | undefined): Promise<Outcome<Project>> {
  const settings = await loadSettings(config === undefined ? {} : { config }, { cwd });
  if (!settings.ok) return settings;
  return success(
    openProject(settings.value, {
      flows: { ...flowRules(settings.value, []), moduleOf: (flow) => flow, hasModule: () => true },
    }),
  );
}

function realpathOf(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder; // A folder that does not exist contains no flows either.
  }
}
