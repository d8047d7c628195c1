import { realpathSync } from "node:fs";
import path from "node:path";
import { loadProject, type Project } from "../project/load-project.js";
import { findConfig } from "../config/find-config.js";
import { success, type Outcome } from "../base/usage-error.js";
import { isOutside } from "../base/is-outside.js";

export interface OpenProjects {
  /** The project that governs a flow file (absolute). */
  projectOf(flow: string): Promise<Outcome<Project>>;
  /** Drops what was read: files came, went or changed. */
  forget(): void;
}

export interface OpenProjectsOptions {
  /** Absolute. */
  readonly root: string;
  readonly config?: string | undefined;
}

/**
 * The projects of the flows that a bundler meets. The nearest configuration above a flow governs it, which may be another
 * package's; where there is none it belongs to the project at `root`, as on the command line.
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

/** Where the search for the configuration begins. */
function folderOf(flow: string, { root, config }: OpenProjectsOptions): Outcome<string> {
  if (config !== undefined) return success(root);
  const folder = path.dirname(flow);
  const found = findConfig(folder);
  if (!found.ok) return found;
  if (found.value !== undefined) return success(path.dirname(found.value));
  // Bundlers name files by what links lead to.
  const above = [root, realpathOf(root)].find((candidate) => !isOutside(path.relative(candidate, folder)));
  return success(above ?? folder);
}

function open(cwd: string, config: string | undefined): Promise<Outcome<Project>> {
  return loadProject(config === undefined ? {} : { config }, { cwd });
}

function realpathOf(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder; // A folder that is not there has no flows below it either.
  }
}
