import type { FlowContext } from "../flow-context.js";
import { conclude } from "./conclude.js";
import { fail } from "./fail.js";
import { pump } from "./pump.js";
import { takeNext } from "./queue.js";
import type { Run } from "./state.js";
import { wasStopped } from "./stop.js";

/** Continues a run that waits for a promise: awaits one promise after the other and calls `pump` in between. */
export async function drive(run: Run, first: PromiseLike<unknown>): Promise<FlowContext> {
  let pending: PromiseLike<unknown> | undefined = first;
  while (pending !== undefined) {
    let isAnswered = true;
    try {
      run.answer = await (run.isSmooth ? pending : unlessDropped(run, pending));
    } catch (error) {
      fail(run, error);
      isAnswered = false;
    }
    if (wasStopped(run)) break;
    if (run.isTurning) run.isTurning = isAnswered = false;
    else if (!isAnswered && !takeNext(run)) break;
    pending = pump(run, isAnswered);
  }
  return conclude(run);
}

/** Returns the promise, but rejects as soon as the run is aborted. What settles later is ignored. */
export function unlessDropped(run: Run, pending: PromiseLike<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    run.onDrop = reject;
    pending.then(resolve, reject);
  });
}
