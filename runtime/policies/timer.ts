import { guard, type Stoppable } from "../engine/guard.js";

/** The longest delay that `setTimeout` supports; a longer one would fire at once. */
const longest = 2 ** 31 - 1;

/**
 * Calls back after a number of milliseconds; never for `Infinity`.
 *
 * @returns a function that cancels the timer; the end of the run cancels it too
 */
export function startTimer(run: Pick<Stoppable, "guards">, milliseconds: number, onTime: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timed = { onEnd: () => clearTimeout(timer) };
  const wait = (left: number): void => {
    const step = Math.min(left, longest);
    timer = setTimeout(() => {
      if (left > step) wait(left - step);
      else {
        run.guards?.delete(timed);
        onTime();
      }
    }, step);
  };
  wait(milliseconds);
  guard(run, timed);
  return () => {
    clearTimeout(timer);
    run.guards?.delete(timed);
  };
}
