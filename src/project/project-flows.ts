import type { FlowSource } from "../../compiler/plan-flow.js";
import { failure, success, type Outcome } from "../base/usage-error.js";
import type { Target } from "./find-targets.js";
import { openProject, type Project } from "./load-project.js";
import { noFlow } from "./no-flow.js";
import { readFlows } from "./read-flows.js";

/** Flows of a project. `prefix` makes their paths relative to the project that flowc was called for. */
export interface ProjectFlows {
  readonly flows: readonly FlowSource[];
  readonly project: Project;
  readonly prefix: string;
}

/** Opens the target projects and reads their flows. Finding no flow at all is an error. */
export async function readProjectFlows(
  targets: readonly Target[],
  cwd: string,
): Promise<Outcome<readonly ProjectFlows[]>> {
  const found: ProjectFlows[] = [];
  for (const target of targets) {
    const project = openProject(target.settings);
    const flows = await readFlows(project, { ...target, cwd, mayBeEmpty: targets.length > 1 });
    if (!flows.ok) return flows;
    found.push({ project, flows: flows.value, prefix: target.prefix });
  }
  return found.some(({ flows }) => flows.length > 0) ? success(found) : failure(noFlow);
}
