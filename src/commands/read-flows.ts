import type { FlowSource } from "../../compiler/plan-flow.js";
import { failure, success, type Outcome } from "../config/usage-error.js";
import { discoverFlows } from "../discover.js";
import type { Project } from "./load-project.js";
import { readProjectFile } from "./read-project-file.js";

/**
 * Finds and reads the flows of a project, in code-point order of their paths.
 *
 * @param paths files and folders that the user names, relative to `cwd`; none: the whole project
 */
export async function readFlows(
  project: Project,
  { paths, cwd }: { readonly paths: readonly string[]; readonly cwd: string },
): Promise<Outcome<readonly FlowSource[]>> {
  const { include, exclude } = project.config;
  const found = await discoverFlows({ projectDir: project.projectDir, cwd, arguments: paths, include, exclude });
  if (!found.ok) return found;
  const texts = found.value.map((path) => ({ path, text: readProjectFile(path, project) }));
  const errors = texts.flatMap(({ text }) => (text.ok ? [] : text.errors));
  if (errors.length > 0) return failure(...errors);
  return success(texts.flatMap(({ path, text }) => (text.ok ? [{ path, text: text.value }] : [])));
}
