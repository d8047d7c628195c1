import type { FlowFailure } from "../flow-context.js";
import type { CallMeta } from "./call-meta.js";

/** What a policy with a `goto` does about failures of a node. */
export interface ErrorHandler<Run> {
  /** Whether it handles a failure of the current activation. */
  applies(run: Run): boolean;
  /** Starts the node that the policy names. */
  start(run: Run, error: FlowFailure): void;
}

/** What a policy does about a node's calls. The engine makes them itself: no further frame is below a callable. */
export interface Guarded<Run, Call> {
  /** Handles a call that threw. Returns true if it has put the node at the front of the queue, to be called again. */
  retry(run: Run, meta: CallMeta, error: unknown): boolean;
  /** Returns the final answer of the current activation, after all further attempts. */
  settled(run: Run, call: Call, answer: PromiseLike<unknown>): PromiseLike<unknown>;
  /** Returns a function that makes all attempts of the current activation, for a host that makes the calls. */
  step(run: Run, call: Call): () => PromiseLike<unknown>;
}
