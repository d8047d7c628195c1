import type { PlanLoop, PlanNode } from "../plan/plan.js";
import type { Gathering } from "./gathering.js";
import type { Guard } from "./guard.js";
import type { ItemSource } from "./item-source.js";

/**
 * What an arrival comes from: one item of a loop, one pass of a cycle, or the run itself. Joins wait in it, so they only
 * combine arrivals of the same one (SPEC 5).
 */
export class Iteration {
  readonly parent: Iteration | undefined;
  /** The innermost loop around it whose items are told apart. */
  readonly loop: LoopRun | undefined;
  /** Position of that loop's item. */
  readonly index: number | undefined;
  /** The joins that wait in this iteration: the one there mostly is, and further ones. */
  waiting: Gathering | undefined = undefined;
  alsoWaiting: Map<PlanNode, Gathering> | undefined = undefined;

  constructor(parent: Iteration | undefined, loop: LoopRun | undefined, index: number | undefined) {
    this.parent = parent;
    this.loop = loop;
    this.index = index;
  }
}

/** A loop over one list. */
export class LoopRun {
  readonly node: PlanNode;
  readonly loop: PlanLoop;
  /** What the loop was called with. */
  readonly input: unknown;
  readonly source: ItemSource;
  /** What the loop itself runs in. */
  readonly iteration: Iteration;
  /** Activations that its items caused and that have not ended; a loop inside of it counts as one. */
  live = 0;
  /** Whether more items may start. */
  isOpen = true;
  /** Items started so far. */
  count = 0;
  /** Of each item, where a done route is to get them. */
  results: unknown[] | undefined;
  /** Closes the list where the run ends before it does. */
  guard: Guard | undefined = undefined;

  constructor(node: PlanNode, loop: PlanLoop, input: unknown, source: ItemSource, iteration: Iteration) {
    this.node = node;
    this.loop = loop;
    this.input = input;
    this.source = source;
    this.iteration = iteration;
    this.results = loop.done === undefined ? undefined : [];
  }
}
