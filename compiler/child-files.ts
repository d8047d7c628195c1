import type { FlowPlan } from "./plan.js";

/** The flow files that the nodes of a flow run (SPEC 13), relative to the project. */
export function childFilesOf({ nodes }: Pick<FlowPlan, "nodes">): string[] {
  return nodes.flatMap((node) =>
    node.kind !== "loop" && node.callable.kind === "flow" && node.callable.file !== undefined
      ? [node.callable.file]
      : [],
  );
}
