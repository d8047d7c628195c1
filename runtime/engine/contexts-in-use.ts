import { FlowError } from "../flow-error.js";

/**
 * Contexts of runs that have not returned control yet, innermost last. There are few, so a search is faster than a set.
 * The first entry is a dummy: V8 frees the memory of an array that becomes empty, and each run would pay for it.
 */
const entered: object[] = [{}];

/** Contexts of runs that wait for a promise. */
const waiting = new WeakSet<object>();

/** @throws FlowError `run/context-in-use` if a run that has not ended uses the context (SPEC 8) */
export function refuseInUse(context: object): void {
  if (!entered.includes(context) && !waiting.has(context)) return;
  const what = "The context belongs to a run that has not ended: give each run its own, or wait for the first one";
  throw new FlowError("run/context-in-use", what);
}

/** Marks a context as used by a run that begins. */
export function enter(context: object): void {
  entered.push(context);
}

/** Keeps a context marked as used after `run` has returned, since its run goes on later. */
export function keepWaiting(context: object): void {
  leave(context);
  waiting.add(context);
}

/** Marks a context as free, since its run has ended. */
export function leave(context: object): void {
  if (entered[entered.length - 1] === context) {
    entered.pop();
    return;
  }
  const at = entered.lastIndexOf(context);
  if (at < 0) waiting.delete(context);
  else entered.length = at;
}
