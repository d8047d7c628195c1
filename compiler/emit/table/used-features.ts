import { typesOf } from "../names/module-names.js";
import type { FlowPlan, NodePlan } from "../../plan.js";
import { undoes } from "../../undoes.js";

/** Reached through the namespace of the runtime, where one of an older format lacks it. */
const conditionSupport = "runtime.conditionSupport";
const limitSupport = "runtime.limitSupport";
const undoSupport = "runtime.undoSupport";

/** Returns the features of the runtime that a flow needs, sorted: the names under which its module imports them. */
export function usedFeatures(plan: FlowPlan): string[] {
  const { nodes, policy, cycles } = plan;
  const policies = [policy, ...nodes.map((node) => node.policy)];
  const needed = {
    // The caller of a run may ask for concurrency. For a mere chain, it makes no difference.
    concurrencySupport: nodes.some(startsSeveral),
    [conditionSupport]: nodes.some(({ choices }) => choices.length > 0),
    cycleSupport: cycles.length > 0,
    gotoSupport: policies.some((one) => typeof one?.onError === "object"),
    joinSupport: nodes.some(({ arrival }) => arrival.length > 1),
    [limitSupport]: nodes.some((node) => node.kind === "loop" && node.concurrency !== undefined),
    loopSupport: nodes.some(({ kind }) => kind === "loop"),
    policySupport: policies.some((one) => one?.retry !== undefined || one?.timeout !== undefined),
    routerSupport: nodes.some(({ kind }) => kind === "router"),
    schemaSupport: typesOf(plan).some(({ kind }) => kind === "schema"),
    [undoSupport]: undoes(plan),
  };
  return Object.entries(needed).flatMap(([name, isNeeded]) => (isNeeded ? [name] : []));
}

function startsSeveral(node: NodePlan): boolean {
  return node.kind === "loop" || node.successors.length > 1;
}
