import type { PlanNode } from "../plan/plan.js";
import type { CallMeta } from "./call-meta.js";
import type { Iteration, LoopRun } from "./iteration.js";

/** A node that is to run, or runs: one entry of the queue. */
export class Activation {
  readonly node: PlanNode;
  /** What arrived; from the call on, what the node is called with. */
  payload: unknown;
  readonly iteration: Iteration;
  /** Whether a join has fired: the payload is what it gathered. */
  readonly isJoined: boolean;
  /** The list that a loop runs over; set when it has started it. */
  loopRun: LoopRun | undefined;
  /** The how manieth run of the node, from 1; 0 until it starts. */
  visit = 0;
  meta: CallMeta | undefined = undefined;
  /** The entry behind it in the queue. */
  next: Activation | undefined = undefined;

  constructor(node: PlanNode, payload: unknown, iteration: Iteration, isJoined: boolean, loopRun: LoopRun | undefined) {
    this.node = node;
    this.payload = payload;
    this.iteration = iteration;
    this.isJoined = isJoined;
    this.loopRun = loopRun;
  }
}

/** The queue of a run: first in, first out. */
export class Queue {
  #first: Activation | undefined = undefined;
  #last: Activation | undefined = undefined;

  push(activation: Activation): void {
    if (this.#last === undefined) this.#first = activation;
    else this.#last.next = activation;
    this.#last = activation;
  }

  take(): Activation | undefined {
    const first = this.#first;
    if (first === undefined) return undefined;
    this.#first = first.next;
    if (this.#first === undefined) this.#last = undefined;
    first.next = undefined;
    return first;
  }
}
