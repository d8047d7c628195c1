import type { PreparedNode } from "../prepare/prepared-flow.js";
import type { Iteration } from "./iteration.js";
import type { Run } from "./run.js";

/** Nodes that are to run, one after the other, with the same payload: an entry of a run's queue. */
export class Waiting {
  readonly nodes: readonly PreparedNode[];
  /** What arrived. */
  readonly payload: unknown;
  readonly iteration: Iteration;
  /** How many of the nodes have started. */
  taken = 0;
  /** The entry behind it. */
  next: Waiting | undefined = undefined;

  constructor(nodes: readonly PreparedNode[], payload: unknown, iteration: Iteration) {
    this.nodes = nodes;
    this.payload = payload;
    this.iteration = iteration;
  }
}

/** Puts an activation of each node at the end of the queue. */
export function enqueue(run: Run, nodes: readonly PreparedNode[], payload: unknown, iteration: Iteration): void {
  if (iteration.loop !== undefined) iteration.loop.live += nodes.length;
  const waiting = new Waiting(nodes, payload, iteration);
  if (run.last === undefined) run.first = waiting;
  else run.last.next = waiting;
  run.last = waiting;
}

/** Puts activations that have started before at the front of the queue. */
export function putInFront(run: Run, waiting: Waiting): void {
  waiting.next = run.first;
  run.first = waiting;
  run.last ??= waiting;
}

/** Makes the oldest activation of the queue the current one; false where there is none. */
export function takeNext(run: Run): boolean {
  const { first } = run;
  const node = first?.nodes[first.taken];
  if (first === undefined || node === undefined) return false;
  run.node = node;
  run.payload = first.payload;
  run.iteration = first.iteration;
  first.taken += 1;
  if (first.taken === first.nodes.length) {
    run.first = first.next;
    if (first.next === undefined) run.last = undefined;
  }
  return true;
}
