import type { PreparedNode } from "../prepare/prepared-flow.js";
import type { Gathering } from "../joins/gathering.js";
import type { LoopRun } from "../loops/loop-run.js";

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
  alsoWaiting: Map<PreparedNode, Gathering> | undefined = undefined;
  /** Of a pass: what all passes count together that follow from one entry of the cycle. */
  cycle: { passes: number } | undefined = undefined;
  /** The iteration that the flow's error handler was started from, and whose joins it shares. */
  twinOf: Iteration | undefined = undefined;

  constructor(parent: Iteration | undefined, loop: LoopRun | undefined, index: number | undefined) {
    this.parent = parent;
    this.loop = loop;
    this.index = index;
  }
}

/** The positions of the items around, of the outermost loop first. */
export function positionsOf(iteration: Iteration): number[] {
  const positions: number[] = [];
  for (let { loop, index } = iteration; loop !== undefined; { loop, index } = loop.iteration) {
    positions.unshift(index ?? 0);
  }
  return positions;
}
