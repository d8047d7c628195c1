import { Iteration } from "../engine/state.js";

/** Whether the flow's error handler caused the activations of an iteration (SPEC 7). */
export function isHandled(iteration: Iteration): boolean {
  for (let at: Iteration | undefined = iteration; at !== undefined; at = at.parent) {
    if (at.twinOf !== undefined) return true;
  }
  return false;
}

/**
 * Returns the twin of an iteration, in which the flow's error handler runs. It shares the joins of the iteration
 * itself.
 */
export function handledIn(iteration: Iteration): Iteration {
  if (isHandled(iteration)) return iteration;
  const { parent, loop, index } = iteration;
  const twin = new Iteration(parent && handledIn(parent), loop, index);
  twin.twinOf = iteration;
  twin.cycle = iteration.cycle;
  return twin;
}
