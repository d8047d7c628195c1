import type { Run } from "../engine/run.js";
import type { Edge, PreparedNode } from "../prepare/prepared-flow.js";
import type { LoopRun } from "./loop-run.js";

/** A loop as the table of a flow states it. */
export interface LoopRule {
  readonly node: PreparedNode;
  readonly items: ((payload: unknown) => unknown) | undefined;
  readonly body: Edge;
  readonly done: Edge | undefined;
  readonly enumerate: boolean;
  /** Whether something can tell one item from another: a done route, or in the body a join or a `meta`. */
  readonly isCounted: boolean;
  /** An activation of its items has ended; with the last one, the loop has. */
  ended(run: Run, loopRun: LoopRun): void;
}
