import type { Run } from "./engine/run.js";
import type { Call } from "./plan/plan.js";

/**
 * What only some flows need, so that the others do not carry it: `policySupport`, for retry and timeout. A generated module
 * states what it uses.
 */
export interface Feature {
  /** Calls the callable of the run's current activation as its policy says. */
  readonly guarded?: (run: Run, call: Call) => unknown;
}
