import type { Step } from "../flow-context.js";
import { FlowError } from "../flow-error.js";
import { kindOf } from "../kind-of.js";
import { CallMeta } from "./call-meta.js";
import { partsOf, send } from "./dispatch.js";
import { report } from "./report.js";
import { type Call, Parcel, type PreparedNode, type Run } from "./state.js";

/**
 * Starts the current activation: records its step and computes its input. Returns what to call; a loop calls nothing.
 */
export function begin(run: Run): Call | undefined {
  const { node, context, payload } = run;
  const parcel = payload instanceof Parcel ? payload : undefined;
  run.meta = undefined;
  run.loopRun = undefined;
  if (parcel?.again !== undefined) return parcel.again(run, node.call ?? found(run));
  if (!run.isSmooth || node.takesMeta) run.visit = visitOf(run, node);
  takeStep(run, node);
  if (parcel?.open?.(run) !== true && node.inputs !== undefined) run.payload = node.inputs(context);
  if (run.onEvent !== undefined) report(run, { type: "start", input: run.payload, from: run.from ?? [] });
  if (node.loop !== undefined) return undefined;
  const call = node.call ?? found(run);
  if (node.takesMeta) run.meta = new CallMeta(run, run, 1);
  if (node.guarded !== undefined) run.began = Date.now();
  return call;
}

function visitOf(run: Run, { index }: PreparedNode): number {
  run.visits ??= new Array<number>(run.size).fill(0);
  const visit = (run.visits[index] ?? 0) + 1;
  run.visits[index] = visit;
  return visit;
}

/** Returns the callable of a node that looks it up in the context. */
function found({ node, context }: Run): Call {
  const callable = node.findCall?.(context);
  if (typeof callable === "function") return callable as Call;
  const what = `Node \`${node.id}\`: its \`callable\` must be a function, it is ${kindOf(callable)}`;
  throw new FlowError("run/not-callable", what, node.place);
}

/** Counts an activation and records that it has started. */
export function takeStep(run: Run, node: PreparedNode): void {
  if (run.started >= run.limits.maxSteps) {
    const most = run.limits.maxSteps;
    const what = `The run has reached its limit of steps: ${most}`;
    run.finalError = new FlowError("run/max-steps", what, node.place);
    throw run.finalError;
  }
  run.started += 1;
  note(run, node.started);
}

/** Adds an entry to `context.steps`. Keeps the list below twice the number of entries that the run keeps. */
export function note({ steps, limits: { keptSteps } }: Run, step: Step): void {
  if (steps.push(step) > 2 * keptSteps) steps.splice(0, steps.length - keptSteps);
}

/** Disconnects the `meta` of the current activation from the run, since its call has ended. */
export function releaseMeta(run: Run): void {
  if (run.meta !== undefined) CallMeta.release(run.meta);
  run.meta = undefined;
}

/** Records the answer of the current node and starts what follows. What this throws is the node's failure. */
export function settle(run: Run, answer: unknown): void {
  const { node, iteration } = run;
  if (node.settle !== undefined) node.settle(run, answer);
  else {
    const result = answer === undefined ? run.payload : answer;
    const parts = partsOf(node, result);
    record(run, result);
    send(run, result, parts);
  }
  iteration.loop?.node.loop?.ended(run, iteration.loop);
}

/** Records that the current node has succeeded: its payload, its outputs, its step. Throws what `writes` throws. */
export function record(run: Run, result: unknown): void {
  const { node, iteration } = run;
  node.store(run.payloads, result);
  node.writes?.(run.context, result);
  note(run, node.succeeded);
  node.collect?.(iteration, result);
  if (run.onEvent !== undefined) report(run, { type: "success", result });
}
