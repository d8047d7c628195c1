import { expect, vi } from "vitest";

/** Timers of the tests' own callables that have not fired. All other timers are the runtime's. */
let own = 0;

/** Waits for a number of milliseconds, of the real or the virtual clock. */
export function wait(milliseconds: number): Promise<void> {
  own += 1;
  return new Promise((resolve) => {
    setTimeout(() => {
      own -= 1;
      resolve();
    }, milliseconds);
  });
}

/** A turn of the event loop: all promises that can settle do so. */
function turn(): Promise<false> {
  return new Promise((resolve) => setImmediate(() => resolve(false)));
}

/**
 * Runs with a clock that only moves when everything waits for it, so that timeouts take no time and runs are
 * reproducible. No timer of the runtime may be left at the end.
 */
export async function inVirtualTime<T>(work: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  own = 0;
  try {
    const running = work();
    const over = running.then(
      () => true,
      () => true,
    );
    for (let idle = 0; !(await Promise.race([over, turn()])); idle += 1) {
      if (idle === 1000) throw new Error("a run waits for nothing");
      if (vi.getTimerCount() === 0) continue;
      vi.advanceTimersToNextTimer();
      idle = 0;
    }
    expect(vi.getTimerCount()).toBe(own);
    return await running;
  } finally {
    vi.useRealTimers();
  }
}
