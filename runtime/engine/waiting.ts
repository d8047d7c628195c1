import type { Activation } from "../flow-event.js";

/** An entry of a run's queue: nodes to run, one after the other, with the same payload. */
export class Waiting<Node, Iteration> {
  readonly nodes: readonly Node[];
  /** What arrived. */
  readonly payload: unknown;
  readonly iteration: Iteration;
  /** How many of the nodes have started. */
  taken = 0;
  /** The entry behind it in the queue. */
  next: Waiting<Node, Iteration> | undefined = undefined;
  /** What caused it. Only kept for a listener. */
  from: readonly Activation[] | undefined = undefined;

  constructor(nodes: readonly Node[], payload: unknown, iteration: Iteration) {
    this.nodes = nodes;
    this.payload = payload;
    this.iteration = iteration;
  }
}
