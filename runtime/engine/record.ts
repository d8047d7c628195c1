import { FlowError } from "../flow-error.js";
import type { Step } from "../flow-context.js";
import type { PlanNode } from "../plan/plan.js";
import type { LoopRun } from "./iteration.js";
import type { Run } from "./run.js";
import { emit } from "./stop.js";

/** Counts an activation and notes down that it has started. */
export function takeStep(run: Run, node: PlanNode): void {
  if (run.remaining <= 0) {
    const what = `The run has taken ${run.maxSteps} steps, and is allowed no more`;
    run.finalError = new FlowError("run/max-steps", what, node.place);
    throw run.finalError;
  }
  run.remaining -= 1;
  note(run, node.started);
}

/** Adds an entry to `context.steps`, which does not grow beyond twice what the run keeps. */
export function note({ steps, keptSteps }: Run, step: Step): void {
  steps.push(step);
  if (steps.length > 2 * keptSteps) steps.splice(0, steps.length - keptSteps);
}

/** Records that the current node has succeeded: its payload, its outputs, its step. Throws what `writes` throws. */
export function record(run: Run, result: unknown): void {
  const { node } = run;
  run.payloads[node.id] = result;
  node.writes?.(run.context, result);
  note(run, node.succeeded);
  collect(run, result);
  if (run.onEvent !== undefined) {
    emit(run, { type: "success", nodeId: node.id, visit: run.visit, index: run.iteration.index, result });
  }
}

/** Hands a result to the loops that collect the current node's. */
export function collect({ node, iteration }: Run, result: unknown): void {
  for (const collector of node.collectedBy) {
    let index = iteration.index;
    let loop: LoopRun | undefined = iteration.loop;
    while (loop !== undefined && loop.node !== collector) {
      index = loop.iteration.index;
      loop = loop.iteration.loop;
    }
    if (loop?.results !== undefined && index !== undefined) loop.results[index] = result;
  }
}
