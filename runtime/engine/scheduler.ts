import { FlowError } from "../flow-error.js";
import type { Activation } from "./activation.js";
import { begin } from "./begin.js";
import { CallMeta } from "./call-meta.js";
import { fail } from "./fail.js";
import { isThenable } from "./is-thenable.js";
import type { Run } from "./run.js";
import { settle } from "./settle.js";

/**
 * Starts what waits in the queue, as far as the concurrency allows (SPEC 5, 7). Callables that answer at once are settled at
 * once; for a promise, `run.onLanded` is called when it has been settled.
 */
export function turn(run: Run): void {
  while (run.stopped === undefined && run.flying < run.settings.concurrency) {
    const activation = run.queue.take();
    if (activation === undefined) return;
    let answer: unknown;
    try {
      answer = begin(run, activation);
      if (isThenable(answer)) {
        fly(run, activation, answer);
        continue;
      }
    } catch (error) {
      failNow(run, activation, error);
      continue;
    }
    settleNow(run, activation, answer);
  }
}

function fly(run: Run, activation: Activation, answer: PromiseLike<unknown>): void {
  const promise = Promise.resolve(answer);
  if (run.settings.isSync) {
    // Nobody waits for it: its errors have no other place to go.
    promise.then(undefined, () => undefined);
    const what = `Node \`${activation.node.id}\` answered with a promise: such a flow runs with run(), not with runSync()`;
    run.finalError = new FlowError("run/async", what, activation.node.place);
    throw run.finalError;
  }
  const pulls = activation.node.kind === "loop" ? 1 : 0;
  run.flying += 1;
  run.pulling += pulls;
  const landed = (): void => {
    run.flying -= 1;
    run.pulling -= pulls;
  };
  promise.then(
    (value) => {
      landed();
      settleNow(run, activation, value);
      run.onLanded?.();
    },
    (error: unknown) => {
      landed();
      failNow(run, activation, error);
      run.onLanded?.();
    },
  );
}

/** Settles what a call answered; drops it where the run has stopped meanwhile. */
function settleNow(run: Run, activation: Activation, answer: unknown): void {
  if (activation.meta !== undefined) CallMeta.release(activation.meta);
  if (run.stopped !== undefined) return;
  try {
    settle(run, activation, answer);
  } catch (error) {
    fail(run, activation, error);
  }
}

function failNow(run: Run, activation: Activation, error: unknown): void {
  if (activation.meta !== undefined) CallMeta.release(activation.meta);
  if (run.stopped === undefined) fail(run, activation, error);
}
