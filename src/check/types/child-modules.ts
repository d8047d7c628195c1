import { childFilesOf } from "../../../compiler/child-files.js";
import { moduleOfPlan } from "../../../compiler/compile.js";
import type { FlowPlan } from "../../../compiler/plan.js";
import type { Project } from "../../project/load-project.js";
import type { ChildModule, TypedFlow } from "./check-types.js";

/** The modules of the flows that others run, as far as they are not among those. The types of both meet there. */
export function childModules(
  flows: readonly TypedFlow[],
  { host, compileOptions }: Pick<Project, "host" | "compileOptions">,
): ChildModule[] {
  const known = new Set(flows.map(({ source }) => source.path));
  const children: ChildModule[] = [];
  const add = (plan: FlowPlan): void => {
    for (const file of childFilesOf(plan)) {
      const child = known.has(file) ? undefined : host.planOf(file).plan;
      known.add(file);
      if (child === undefined) continue;
      children.push({ file, module: moduleOfPlan(child, host, compileOptions) });
      add(child);
    }
  };
  for (const { plan } of flows) add(plan);
  return children;
}
