import { type Iteration, type PreparedNode, type Run, Waiting } from "./state.js";

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
  first.taken += 1;
  if (first.taken === first.nodes.length) {
    run.first = first.next;
    if (first.next === undefined) run.last = undefined;
  }
  return true;
}
