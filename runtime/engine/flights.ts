/** Runs several activations at once. */
export interface Flights {
  /** Sets the current activation aside until the promise settles, then makes it the current one again. */
  fly(answer: PromiseLike<unknown>): void;
  /** Called when `pump` has returned: the run is over, or waits for promises or for a turn of the event loop. */
  rested(turning: PromiseLike<unknown> | undefined): void;
}
