import { setImmediate } from "node:timers/promises";
import type { Terminal } from "./terminal.js";

/** How far a command is that may take a while. */
export interface Progress {
  /** Shows `compiling: 120 of 500 flows` on the live line. */
  show(stage: string, done: number, total: number): void;
  /** Shows it, and now and then lets Ctrl-C be heard: throws the reason of `Terminal.signal` once that is aborted. */
  step(stage: string, done: number, total: number): Promise<void>;
}

/** Milliseconds between two states of the live line, and before the first: a short command never shows one. */
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
