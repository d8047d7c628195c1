import type { PlanNode } from "../plan/plan.js";
import type { Gathering } from "./gathering.js";
import type { Guard } from "./guard.js";
import type { ItemSource } from "./item-source.js";

/**
 * What an arrival comes from: one item of a loop, one pass of a cycle, or the run itself. Joins wait in it, so they only
 * combine arrivals of the same one (SPEC 5).
 */
export class Iteration {
  readonly parent: Iteration | undefined;
  /** The innermost loop around it. */
  readonly loop: LoopRun | undefined;
  /** Position of that loop's item. */
  readonly index: number | undefined;
  /** Joins that wait in this iteration. */
  waiting: Map<PlanNode, Gathering> | undefined = undefined;

  constructor(parent?: Iteration, loop?: LoopRun, index?: number) {
    this.parent = parent;
    this.loop = loop;
    this.index = index;
  }
}

/** A loop over one list. */
export class LoopRun {
  readonly node: PlanNode;
  readonly source: ItemSource;
  /** What the loop itself runs in. */
  readonly iteration: Iteration;
  /** Activations that its items caused and that have not ended; a loop inside of it counts as one. */
  live = 0;
  /** Whether more items may start. */
  isOpen = true;
  /** Whether its `done` node is started at the end. */
  startsDone: boolean;
  /** Items started so far. */
  count = 0;
  readonly results: unknown[] = [];
  /** Closes the list where the run ends before it does. */
  guard: Guard | undefined = undefined;

  constructor(node: PlanNode, source: ItemSource, iteration: Iteration) {
    this.node = node;
    this.source = source;
    this.iteration = iteration;
    this.startsDone = node.loop?.done !== undefined;
  }
}
