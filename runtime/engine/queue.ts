import { causeOf } from "./report.js";
import type { Iteration, PreparedNode, Run } from "./state.js";
import { Waiting } from "./waiting.js";

/** An entry of the queue. */
type Entry = Waiting<PreparedNode, Iteration>;

/** Puts an activation of each node at the end of the queue. */
export function enqueue(run: Run, nodes: readonly PreparedNode[], payload: unknown, iteration: Iteration): Entry {
  if (iteration.loop !== undefined) iteration.loop.live += nodes.length;
  const waiting = new Waiting(nodes, payload, iteration);
  if (run.last === undefined) run.first = waiting;
  else run.last.next = waiting;
  run.last = waiting;
  if (run.onEvent !== undefined) waiting.from = [causeOf(run)];
  return waiting;
}

/** Puts activations that have started before at the front of the queue. */
export function putInFront(run: Run, waiting: Entry): void {
  waiting.next = run.first;
  run.first = waiting;
  run.last ??= waiting;
}

/**
 * Makes the oldest activation in the queue the current one. Returns false if there is none, or if none may start now.
 */
export function takeNext(run: Run): boolean {
  if (run.isFull) return false;
  const { first } = run;
  const node = first?.nodes[first.taken];
  if (first === undefined || node === undefined) return false;
  run.node = node;
  run.payload = first.payload;
  run.iteration = first.iteration;
  if (run.onEvent !== undefined) run.from = first.from;
  first.taken += 1;
  if (first.taken === first.nodes.length) {
    run.first = first.next;
    if (first.next === undefined) run.last = undefined;
  }
  return true;
}
