import { FlowError } from "../flow-error.js";

/**
 * Contexts of runs that have not given back control yet, the innermost last. There are few: a search is faster than a
 * set. The first one is nobody's: V8 frees the memory of a list that gets empty, and each run would pay for it.
 */
const entered: object[] = [{}];

/** Contexts of runs that wait for a promise. */
const waiting = new WeakSet<object>();

/** @throws FlowError `run/context-in-use` where a run has the context and has not ended (SPEC 8) */
export function refuseInUse(context: object): void {
  if (!entered.includes(context) && !waiting.has(context)) return;
  const what = "The context belongs to a run that has not ended: give each run its own, or wait for the first one";
  throw new FlowError("run/context-in-use", what);
}

/** A run begins to use a context. */
export function enter(context: object): void {
  entered.push(context);
}

/** `run` returns, and its run goes on later. */
export function keepWaiting(context: object): void {
  leave(context);
  waiting.add(context);
}

/** The run has ended. */
export function leave(context: object): void {
  if (entered[entered.length - 1] === context) {
    entered.pop();
    return;
  }
  const at = entered.lastIndexOf(context);
  if (at < 0) waiting.delete(context);
  else entered.length = at;
}
