import type { Run } from "./state.js";
import { guard } from "./guard.js";
import { stop } from "./stop.js";

interface Followed {
  readonly runs: Set<Run>;
  onAbort(): void;
}

/** The runs that a signal ends. They share one listener: Node warns of a leak where one signal has more than ten. */
const followed = new WeakMap<AbortSignal, Followed>();

/** An abort of the caller's ends the run at once, with its reason. */
export function follow(run: Run, signal: AbortSignal): void {
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
  const runs = new Set<Run>();
  const onAbort = (): void => {
    for (const run of [...runs]) stop(run, signal.reason, true);
  };
  signal.addEventListener("abort", onAbort);
  const made = { runs, onAbort };
  followed.set(signal, made);
  return made;
}
