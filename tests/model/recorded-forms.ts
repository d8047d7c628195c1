import type { Frame, Waiting } from "./model.js";

/** The position in each loop around an activation, outermost first. */
export function pathOf(frames: readonly Frame[]): (number | string)[] {
  return frames.filter(({ kind }) => kind === "item").map(({ index }) => index);
}

/** What a join gets of its arrivals: an object, with the parents in code-point order. */
export function byParent(arrivals: readonly Waiting[]): Record<string, unknown> {
  const sorted = [...arrivals].sort((a, b) => (a.parent < b.parent ? -1 : 1));
  return Object.fromEntries(sorted.map(({ parent, payload }) => [parent, payload]));
}
