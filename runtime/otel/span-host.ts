import type { Host, PendingStep } from "@flowc/runtime";
import type { RunSpans } from "./run-spans.js";

/**
 * A host under which each call has its node's span active. It settles as a run without one does, or as the host inside of it
 * says: that one sees the same steps, and what it does not call is no span's business.
 */
export function spanHost(spans: RunSpans, inner: Host | undefined): Host {
  const first = createRace();
  return {
    step: (step, call) => {
      const within = (): unknown => spans.during(step, call);
      return inner === undefined ? within() : inner.step(step, within);
    },
    race: (pending) => (inner === undefined ? first(pending) : inner.race(pending)),
  };
}

/** Which of the pending steps has ended first. Each promise is listened to once, however often it is asked about. */
function createRace(): (pending: readonly PendingStep[]) => Promise<number> {
  const watched = new WeakSet<PromiseLike<unknown>>();
  const ended: PromiseLike<unknown>[] = [];
  let wake: (() => void) | undefined;
  return async (pending) => {
    for (const { promise } of pending) {
      if (watched.has(promise)) continue;
      watched.add(promise);
      const end = (): void => {
        ended.push(promise);
        wake?.();
      };
      promise.then(end, end);
    }
    if (ended.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    wake = undefined;
    const next = ended.shift();
    return pending.findIndex(({ promise }) => promise === next);
  };
}
