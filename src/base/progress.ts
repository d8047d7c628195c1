import { setImmediate } from "node:timers/promises";
import type { Terminal } from "./terminal.js";

/** The progress of a command that may take a while. */
export interface Progress {
  /** Shows `compiling: 120 of 500 flows` on the live line. */
  show(stage: string, done: number, total: number): void;
  /**
   * Like `show`, and from time to time yields so that Ctrl-C is noticed. Throws the reason of `Terminal.signal` once it
   * is aborted.
   */
  step(stage: string, done: number, total: number): Promise<void>;
}

/** Milliseconds between two updates of the live line, and before the first one: a short command never shows any. */
const interval = 100;

export function createProgress(terminal: Pick<Terminal, "live" | "signal">, isShown: boolean): Progress {
  let [shownAt, heardAt] = [performance.now(), performance.now()];
  const show = (stage: string, done: number, total: number): void => {
    const now = performance.now();
    if (!isShown || now - shownAt < interval) return;
    shownAt = now;
    terminal.live?.(`${stage}: ${done} of ${total} ${total === 1 ? "flow" : "flows"}`);
  };
  return {
    show,
    step: async (stage, done, total) => {
      terminal.signal.throwIfAborted();
      show(stage, done, total);
      if (performance.now() - heardAt < interval) return;
      await setImmediate();
      heardAt = performance.now();
      terminal.signal.throwIfAborted();
    },
  };
}
