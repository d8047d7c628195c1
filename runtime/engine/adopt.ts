/**
 * Turns the promise that a callable returned into a native one. A user's `then` may do anything (throw, call back
 * twice, return another promise): it is called once, and not while the engine is working.
 */
export function adopt(answer: PromiseLike<unknown>): Promise<unknown> {
  return Object.hasOwn(answer, "then") ? awaited(answer) : Promise.resolve(answer);
}

/** Not `Promise.resolve`, which returns a native promise unchanged even if it has its own `then`. */
async function awaited(answer: PromiseLike<unknown>): Promise<unknown> {
  return await answer;
}
