import type { FlowSource } from "../../compiler/plan-flow.js";
import { failure, success, type Outcome } from "../base/usage-error.js";
import { findFlows, type FindFlowsOptions } from "./find-flows.js";
import type { Project } from "./load-project.js";
import type { Settings } from "./load-settings.js";
import { readProjectFile } from "./read-project-file.js";

/** Finds and reads the flows of a project, in code-point order of their paths. */
export async function readFlows(project: Project, options: FindFlowsOptions): Promise<Outcome<readonly FlowSource[]>> {
  const found = await findFlows(project, options);
  return found.ok ? readNamedFlows(found.value, project) : found;
}

/** Reads flows, given by their paths. All that cannot be read are reported. */
export function readNamedFlows(
  names: readonly string[],
  project: Pick<Settings, "paths">,
): Outcome<readonly FlowSource[]> {
  const texts = names.map((path) => ({ path, text: readProjectFile(path, project) }));
  const errors = texts.flatMap(({ text }) => (text.ok ? [] : text.errors));
  if (errors.length > 0) return failure(...errors);
  return success(texts.flatMap(({ path, text }) => (text.ok ? [{ path, text: text.value }] : [])));
}
