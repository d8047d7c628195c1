import type { PlanNode } from "../plan/plan.js";
import type { Iteration } from "./iteration.js";
import type { Run } from "./run.js";

/** A node that is to run: an entry of a run's queue. */
export class Activation {
  readonly node: PlanNode;
  /** What arrived. */
  readonly payload: unknown;
  readonly iteration: Iteration;
  /** The entry behind it. */
  next: Activation | undefined = undefined;

  constructor(node: PlanNode, payload: unknown, iteration: Iteration) {
    this.node = node;
    this.payload = payload;
    this.iteration = iteration;
  }
}

/** Puts an activation at the end of the queue. */
export function enqueue(run: Run, node: PlanNode, payload: unknown, iteration: Iteration): void {
  if (iteration.loop !== undefined) iteration.loop.live += 1;
  const activation = new Activation(node, payload, iteration);
  if (run.last === undefined) run.first = activation;
  else run.last.next = activation;
  run.last = activation;
}

/** Makes the oldest activation of the queue the current one; false where there is none. */
export function takeNext(run: Run): boolean {
  const { first } = run;
  if (first === undefined) return false;
  run.first = first.next;
  if (first.next === undefined) run.last = undefined;
  run.node = first.node;
  run.payload = first.payload;
  run.iteration = first.iteration;
  return true;
}
