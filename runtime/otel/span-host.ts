import type { Host, PendingStep } from "@flowc/runtime";
import type { RunSpans } from "./run-spans.js";

/**
 * A host that makes each call with its node's span active. Otherwise, steps settle as in a run without a host, or as
 * the inner host says. The inner host sees the same steps; calls that it skips need no active span.
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

/**
 * Returns a function that tells which of the pending steps has ended first. Listens to each promise once, however often
 * it is asked about.
 */
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
