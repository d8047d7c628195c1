/** Runs several activations at once. */
export interface Flights {
  /** The current activation waits for this promise, and is the current one again when it is settled. */
  fly(answer: PromiseLike<unknown>): void;
  /** `pump` has returned: the run is over, waits for what flies, or for a turn of the event loop. */
  rested(turning: PromiseLike<unknown> | undefined): void;
}
