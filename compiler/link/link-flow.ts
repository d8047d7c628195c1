import type { CallablePlan, FlowPlan, LoopPlan, NodePlan, PolicyPlan } from "../plan.js";
import {
  type CycleSpec,
  type FlowSpec,
  type NodeSpec,
  everyFeature,
  type PolicySpec,
  read,
} from "../../runtime/index.js";
import { evaluator } from "./evaluator.js";
import { writer } from "./writer.js";

/** Finds the function or class that a callable of the plan names; undefined where there is none. */
export type FindCallable = (callable: Exclude<CallablePlan, { readonly kind: "dynamic" }>) => unknown;

/** The plan as the table that `defineFlow` runs: what a generated module states, in memory. */
export function linkFlow(plan: FlowPlan, find: FindCallable): FlowSpec {
  return {
    name: plan.name,
    source: plan.file,
    ...(plan.description !== undefined && { description: plan.description }),
    entry: plan.entry,
    nodes: plan.nodes.map((node) => linkNode(node, find)),
    ...(plan.cycles.length > 0 && { cycles: plan.cycles satisfies readonly CycleSpec[] }),
    ...(plan.policy !== undefined && { policy: linkPolicy(plan.policy) }),
    ...(plan.concurrency !== undefined && { concurrency: plan.concurrency }),
    ...(plan.maxSteps !== undefined && { maxSteps: plan.maxSteps }),
    uses: everyFeature,
  };
}

function linkNode(node: NodePlan, find: FindCallable): NodeSpec {
  const common = {
    id: node.id,
    ...(node.name !== undefined && { name: node.name }),
    at: `${node.span.start.line}:${node.span.start.column}`,
    ...(node.describe !== undefined && { describe: node.describe }),
    ...(node.inputs !== undefined && { inputs: evaluator(node.inputs) }),
    ...(node.outputs.length > 0 && { writes: writer(node.outputs) }),
    ...(node.successors.length > 0 && { next: node.successors.map(({ id }) => id) }),
    ...(node.arrival.length > 1 && { joins: node.arrival }),
    ...(node.policy !== undefined && { policy: linkPolicy(node.policy) }),
  };
  if (node.kind === "loop") return { ...common, ...linkLoop(node) };
  const called = {
    ...common,
    ...(node.kind === "router" && { kind: node.kind }),
    ...(node.contextAccess && { context: true as const }),
  };
  const { callable } = node;
  if (callable.kind === "dynamic") return { ...called, callable: evaluator(callable.expression) };
  const found = find(callable);
  // `defineFlow` refuses what is no function, and names the node.
  if (!callable.isClass) return { ...called, call: found as () => unknown };
  const config = callable.config === undefined ? {} : { config: callable.config };
  return { ...called, node: found as new () => { readonly run: () => unknown }, ...config };
}

function linkLoop({ body, done, collect, itemsKey, enumerate }: LoopPlan): Pick<LoopPlan, "kind" | "body"> {
  return {
    kind: "loop",
    body,
    ...(done !== undefined && { done }),
    ...(collect !== undefined && { collect }),
    ...(itemsKey !== undefined && { items: (payload: unknown) => read(payload, itemsKey) }),
    ...(enumerate && { enumerate }),
  };
}

function linkPolicy({ retry, timeout, onError }: PolicyPlan): PolicySpec {
  return {
    ...(retry !== undefined && {
      retry: {
        maxAttempts: retry.maxAttempts,
        ...(retry.delay !== undefined && { delay: retry.delay }),
        ...(retry.mode !== undefined && { mode: retry.mode }),
        ...(retry.jitter !== undefined && { jitter: retry.jitter }),
        ...(retry.on !== undefined && { on: retry.on }),
      },
    }),
    ...(timeout !== undefined && { timeout }),
    ...(onError !== undefined && { onError }),
  };
}
