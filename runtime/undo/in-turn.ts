import { FlowError } from "../flow-error.js";

/** Waits for each promise that a generator gives. */
export async function inTurn(work: Generator<PromiseLike<unknown>, void>): Promise<void> {
  for (let next = work.next(); next.done !== true;) {
    try {
      await next.value;
    } catch (error) {
      next = work.throw(error);
      continue;
    }
    next = work.next();
  }
}

/** Goes through a generator without waiting: each promise is an error. */
export function atOnce(work: Generator<PromiseLike<unknown>, void>): void {
  for (let next = work.next(); next.done !== true;) {
    // Nobody waits for it, so a rejection would be unhandled.
    next.value.then(undefined, () => undefined);
    const what = "An undo answered with a promise or has to wait: such a flow runs with run(), not with runSync()";
    next = work.throw(new FlowError("run/async", what));
  }
}
