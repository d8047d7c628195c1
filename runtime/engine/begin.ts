import { FlowError } from "../flow-error.js";
import type { Call } from "../plan/plan.js";
import type { Activation } from "./activation.js";
import { pullItem } from "./loop.js";
import { callOnce, callUnderPolicy } from "./policy.js";
import type { Run } from "./run.js";

/** Starts an activation: its step, its input, its call. Answers with what the call did, which may be a promise. */
export function begin(run: Run, activation: Activation): unknown {
  const { node } = activation;
  const { context } = run;
  if (run.remaining <= 0) {
    const what = `The run has taken ${run.settings.maxSteps} steps, and is allowed no more`;
    run.finalError = new FlowError("run/max-steps", what, node.place);
    throw run.finalError;
  }
  run.remaining -= 1;
  activation.visit = run.visit(node);
  context.steps.push(node.started);
  // Another iteration's arrivals may have been shown there since this join has fired.
  if (activation.isJoined) context.joins[node.id] = activation.payload as Record<string, unknown>;
  const isFirstItem = activation.loopRun === undefined;
  if (node.inputs !== undefined && isFirstItem) activation.payload = node.inputs(context);
  if (run.settings.onEvent !== undefined) {
    const { visit, payload: input, iteration } = activation;
    run.emit({ type: "start", nodeId: node.id, visit, index: iteration.index, input });
  }
  if (node.kind === "loop") return pullItem(run, activation);
  const call = node.call ?? found(run, activation);
  const { retry, timeout } = node.policy;
  if (retry === undefined && timeout === undefined) return callOnce(run, activation, call, 1);
  return callUnderPolicy(run, activation, call);
}

/** The callable of a node that finds it in the context. */
function found(run: Run, { node }: Activation): Call {
  const callable = node.findCall?.(run.context);
  if (typeof callable === "function") return callable as Call;
  const given = callable === null ? "null" : typeof callable;
  const what = `What node \`${node.id}\` finds as its callable must be a function, it is ${given}`;
  throw new FlowError("run/not-callable", what, node.place);
}
