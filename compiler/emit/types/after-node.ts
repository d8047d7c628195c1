import type { NodePlan } from "../../plan.js";

const known = new WeakMap<NodePlan, NodePlan>();

/** A node as the conditions of its edges see it: its reads are theirs (SPEC 12). The same node each time. */
export function afterNode(node: NodePlan): NodePlan {
  const found = known.get(node) ?? { ...node, reads: node.conditionReads };
  known.set(node, found);
  return found;
}
