import { releaseMeta } from "../engine/activation.js";
import type { CallMeta } from "../engine/call-meta.js";
import type { Iteration, LoopRun, PreparedNode, Run } from "../engine/state.js";

/** An activation that waits for a promise while others run: a copy of the run's fields for its current activation. */
export class Flight {
  readonly node: PreparedNode;
  readonly payload: unknown;
  readonly iteration: Iteration;
  readonly visit: number;
  readonly meta: CallMeta | undefined;
  readonly loopRun: LoopRun | undefined;

  constructor({ node, payload, iteration, visit, meta, loopRun }: Run) {
    this.node = node;
    this.payload = payload;
    this.iteration = iteration;
    this.visit = visit;
    this.meta = meta;
    this.loopRun = loopRun;
  }

  /** Makes it the run's current activation again. */
  restore(run: Run): void {
    run.node = this.node;
    run.payload = this.payload;
    run.iteration = this.iteration;
    run.visit = this.visit;
    run.meta = this.meta;
    run.loopRun = this.loopRun;
  }

  /** Restores it when its call has ended, and releases its `meta`. */
  land(run: Run): void {
    this.restore(run);
    releaseMeta(run);
  }
}
