/**
 * What only some flows need, so that the others do not carry it: `policySupport` (retry and timeout) and
 * `concurrencySupport`. A generated module states what it uses.
 */
import type { Run } from "./engine/run.js";
import type { FlowContext } from "./flow-context.js";
import type { Call } from "./plan/plan.js";

export interface Feature {
  /** Calls the callable of the run's current activation as its policy says. */
  readonly guarded?: (run: Run, call: Call) => unknown;
  readonly scheduler?: Scheduler;
}

/** Runs several activations at once, or as a host says. */
export interface Scheduler {
  /** Resolves when the run is over; nothing runs yet. */
  open(run: Run): Promise<FlowContext>;
  /** Starts what may start. */
  turn(run: Run): void;
}
