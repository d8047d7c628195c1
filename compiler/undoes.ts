import type { FlowPlan } from "./plan.js";

/** Whether a run can undo what nodes have done: those of the flow itself, not of flows that its nodes run. */
export function undoes({ nodes, policy }: Pick<FlowPlan, "nodes" | "policy">): boolean {
  const policies = [policy, ...nodes.map((node) => node.policy)];
  const isFirst = policies.some((one) => typeof one?.onError === "object" && one.onError.undo === true);
  return isFirst || nodes.some((node) => node.kind === "function" && node.undo !== undefined);
}
