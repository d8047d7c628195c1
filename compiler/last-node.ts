import type { FlowPlan, NodePlan, Silence } from "./plan.js";

/** A flow without `output` gives what its only node without successors returned: returns that node, or why there is none. */
export function lastNode({ nodes }: Pick<FlowPlan, "nodes">): NodePlan | Silence {
  const ends = nodes.filter(({ successors }) => successors.length === 0);
  const [last] = ends;
  if (last === undefined) return { kind: "no-end" };
  if (ends.length > 1) return { kind: "many-ends", nodes: ends.map(({ id }) => id) };
  if (last.loop !== undefined) return { kind: "ends-in-loop", node: last.id, loop: last.loop };
  return givesNothing(last) ? { kind: "silent-child", node: last.id } : last;
}

/** Why a flow gives nothing; undefined if it gives something. */
export function silenceOf(plan: Pick<FlowPlan, "nodes" | "output">): Silence | undefined {
  const last = plan.output === undefined ? lastNode(plan) : undefined;
  return last === undefined || "id" in last ? undefined : last;
}

/** Whether a node runs a flow that gives nothing, as far as its file says. */
export function givesNothing(node: NodePlan | undefined): boolean {
  if (node === undefined || node.kind === "loop") return false;
  return node.callable.kind === "flow" && node.callable.silence !== undefined;
}
