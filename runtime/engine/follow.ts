import { guard, type Stoppable } from "./guard.js";
import { stop } from "./stop.js";

interface Followed {
  readonly runs: Set<Stoppable>;
  onAbort(): void;
}

/**
 * The runs that each signal can end. They share one listener, since Node warns of a leak if a signal has more than ten.
 */
const followed = new WeakMap<AbortSignal, Followed>();

/** Lets an abort of the caller's signal end the run at once, with its reason. */
export function follow(run: Stoppable, signal: AbortSignal): void {
  if (signal.aborted) {
    stop(run, signal.reason, true);
    return;
  }
  const { runs, onAbort } = followed.get(signal) ?? listenTo(signal);
  runs.add(run);
  guard(run, {
    onEnd() {
      runs.delete(run);
      if (runs.size > 0) return;
      signal.removeEventListener("abort", onAbort);
      followed.delete(signal);
    },
  });
}

function listenTo(signal: AbortSignal): Followed {
  const runs = new Set<Stoppable>();
  const onAbort = (): void => {
    for (const run of [...runs]) stop(run, signal.reason, true);
  };
  signal.addEventListener("abort", onAbort);
  const made = { runs, onAbort };
  followed.set(signal, made);
  return made;
}
