import type { FlowEvent } from "./flow-event.js";

export interface RunOptions {
  /** Ends the run at once with its reason, and aborts the signal of every callable that runs (SPEC 7). */
  readonly signal?: AbortSignal;
  /** Activations after which the run ends with a `FlowError`; before `max_steps` of the flow. */
  readonly maxSteps?: number;
  /** Activations that may run at once, `Infinity` too; before `concurrency` of the flow. */
  readonly concurrency?: number;
  readonly onEvent?: (event: FlowEvent) => void;
}
