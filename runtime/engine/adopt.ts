/**
 * A native promise of what a callable answered with. A `then` of the user's may do anything (throw, call back twice, give
 * another one): it is heard once, and not while the engine works.
 */
export function adopt(answer: PromiseLike<unknown>): Promise<unknown> {
  return Object.hasOwn(answer, "then") ? awaited(answer) : Promise.resolve(answer);
}

/** Not `Promise.resolve`, which lets a promise be that has a `then` of its own. */
async function awaited(answer: PromiseLike<unknown>): Promise<unknown> {
  return await answer;
}
