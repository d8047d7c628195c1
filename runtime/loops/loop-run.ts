import type { Guard } from "../engine/guard.js";
import type { Iteration } from "../engine/iteration.js";
import { Parcel } from "../engine/parcel.js";
import type { Run } from "../engine/run.js";
import type { ItemSource } from "./item-source.js";
import type { LoopRule } from "./loop-rule.js";

/** A loop over one list. In the queue it stands for the loop that goes on. */
export class LoopRun extends Parcel {
  readonly rule: LoopRule;
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
  /** Items read from a stream so far; less, where a host had answers of an earlier run. */
  read = 0;
  /** Of each item, where a done route is to get them. */
  results: unknown[] | undefined;
  /** Closes the list where the run ends before it does. */
  guard: Guard | undefined = undefined;

  constructor(rule: LoopRule, input: unknown, source: ItemSource, iteration: Iteration) {
    super();
    this.rule = rule;
    this.input = input;
    this.source = source;
    this.iteration = iteration;
    this.results = rule.done === undefined ? undefined : [];
  }

  override open(run: Run): boolean {
    run.loopRun = this;
    run.payload = this.input;
    return true;
  }
}
