import type { Span } from "./diagnostics/span.js";
import type { FlowPlan } from "./plan.js";

/** A flow file that a node runs, relative to the project, and the place that names it. */
export interface ChildReference {
  readonly file: string;
  readonly span: Span;
}

/** The flow files that the nodes of a flow run (SPEC 13), in the order of the nodes. */
export function childReferencesOf({ nodes }: Pick<FlowPlan, "nodes">): ChildReference[] {
  return nodes.flatMap((node) => {
    if (node.kind === "loop" || node.callable.kind !== "flow" || node.callable.file === undefined) return [];
    return [{ file: node.callable.file, span: node.callable.span }];
  });
}

/** Same, without the places. */
export function childFilesOf(plan: Pick<FlowPlan, "nodes">): string[] {
  return childReferencesOf(plan).map(({ file }) => file);
}
