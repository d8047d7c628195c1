import type { FlowSource } from "../../compiler/plan-flow.js";
import { failure, success, type Outcome } from "../base/usage-error.js";
import { discoverFlows } from "./discover.js";
import type { FoundFiles, IsProject } from "../host/walk.js";
import type { Project } from "./load-project.js";
import { readProjectFile } from "./read-project-file.js";

export interface ReadFlowsOptions {
  /** Files and folders given by the user, relative to `cwd`; empty for the whole project. */
  readonly paths: readonly string[];
  readonly cwd: string;
  /** The files below the project, if they are already known. */
  readonly files?: FoundFiles | undefined;
  /** Recognizes projects nested in this one. */
  readonly isProject?: IsProject | undefined;
  readonly mayBeEmpty?: boolean;
}

/** Finds and reads the flows of a project, in code-point order of their paths. */
export async function readFlows(project: Project, options: ReadFlowsOptions): Promise<Outcome<readonly FlowSource[]>> {
  const { include, exclude } = project.config;
  const { paths, cwd, files, isProject, mayBeEmpty = false } = options;
  const found = await discoverFlows({
    projectDir: project.projectDir,
    cwd,
    arguments: paths,
    include,
    exclude,
    ...(files === undefined ? {} : { files }),
    ...(isProject === undefined ? {} : { isProject }),
    mayBeEmpty,
  });
  if (!found.ok) return found;
  const texts = found.value.map((path) => ({ path, text: readProjectFile(path, project) }));
  const errors = texts.flatMap(({ text }) => (text.ok ? [] : text.errors));
  if (errors.length > 0) return failure(...errors);
  return success(texts.flatMap(({ path, text }) => (text.ok ? [{ path, text: text.value }] : [])));
}
