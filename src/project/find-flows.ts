import type { Outcome } from "../base/usage-error.js";
import type { FoundFiles, IsProject } from "../host/walk.js";
import { discoverFlows } from "./discover.js";
import type { Settings } from "./load-settings.js";

export interface FindFlowsOptions {
  /** Files and folders given by the user, relative to `cwd`; empty for the whole project. */
  readonly paths: readonly string[];
  readonly cwd: string;
  /** The files below the project, if they are already known. */
  readonly files?: FoundFiles | undefined;
  /** Recognizes projects nested in this one. */
  readonly isProject?: IsProject | undefined;
  readonly mayBeEmpty?: boolean | undefined;
}

/** Finds the flows of a project (SPEC 11): their paths, in code-point order. */
export function findFlows(settings: Settings, options: FindFlowsOptions): Promise<Outcome<readonly string[]>> {
  const { include, exclude } = settings.config;
  const { paths, cwd, files, isProject, mayBeEmpty = false } = options;
  return discoverFlows({
    projectDir: settings.projectDir,
    cwd,
    arguments: paths,
    include,
    exclude,
    ...(files === undefined ? {} : { files }),
    ...(isProject === undefined ? {} : { isProject }),
    mayBeEmpty,
  });
}
