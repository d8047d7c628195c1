import { FlowError } from "../flow-error.js";
import type { Step } from "../flow-context.js";
import type { PreparedNode } from "../prepare/prepared-flow.js";
import type { Run } from "./run.js";
import { emit } from "./stop.js";

/** Counts an activation and notes down that it has started. */
export function takeStep(run: Run, node: PreparedNode): void {
  if (run.started >= run.limits.maxSteps) {
    const what = `The run has taken ${run.limits.maxSteps} steps, and is allowed no more`;
    run.finalError = new FlowError("run/max-steps", what, node.place);
    throw run.finalError;
  }
  run.started += 1;
  note(run, node.started);
}

/** Adds an entry to `context.steps`, which does not grow beyond twice what the run keeps. */
export function note({ steps, limits: { keptSteps } }: Run, step: Step): void {
  if (steps.push(step) > 2 * keptSteps) steps.splice(0, steps.length - keptSteps);
}

/** Records that the current node has succeeded: its payload, its outputs, its step. Throws what `writes` throws. */
export function record(run: Run, result: unknown): void {
  const { node, iteration } = run;
  node.store(run.payloads, result);
  node.writes?.(run.context, result);
  note(run, node.succeeded);
  node.collect?.(iteration, result);
  if (run.onEvent !== undefined) {
    emit(run, { type: "success", nodeId: node.id, visit: run.visit, index: iteration.index, result });
  }
}
