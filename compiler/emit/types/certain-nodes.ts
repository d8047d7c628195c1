import type { FlowPlan, NodePlan } from "../../plan.js";

/** What a node does when its callable fails: its own policy, else the flow's (SPEC 7). */
export type FailureRule = "stop" | "continue" | { readonly goto: string };

export function failureRule(plan: FlowPlan, node: NodePlan): FailureRule {
  return node.policy?.onError ?? plan.policy?.onError ?? "stop";
}

/**
 * The nodes that certainly end well once `start` does begin, unless the run ends with an error: all that no router, no
 * loop and no failure that is taken care of can pass by (SPEC 10: a plain node sends to all its successors).
 */
export function certainNodes(plan: FlowPlan, start: string): ReadonlySet<string> {
  const byId = new Map(plan.nodes.map((node) => [node.id, node]));
  const begins = new Set([start]);
  const passesOn = (parent: string, child: string): boolean => {
    const node = byId.get(parent);
    if (node === undefined || !begins.has(parent) || typeof failureRule(plan, node) === "object") return false;
    return node.kind === "function" || (node.kind === "loop" && node.done === child);
  };
  const queue = [start];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    for (const successor of byId.get(id)?.successors ?? []) {
      const child = byId.get(successor.id);
      if (child === undefined || successor.back || begins.has(child.id) || child.arrival.length === 0) continue;
      if (!child.arrival.every((group) => group.some((parent) => passesOn(parent, child.id)))) continue;
      begins.add(child.id);
      queue.push(child.id);
    }
  }
  return new Set([...begins].filter((id) => isSafe(plan, byId.get(id))));
}

function isSafe(plan: FlowPlan, node: NodePlan | undefined): boolean {
  return node !== undefined && typeof failureRule(plan, node) !== "object";
}
