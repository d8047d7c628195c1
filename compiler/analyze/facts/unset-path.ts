import type { Assignment } from "./assignment.js";
import { createPathFinder, type PathFinder, startedWithout } from "./find-path.js";
import type { GraphFacts } from "./graph-facts.js";
import type { PlaceRead } from "./places.js";

/** How a node can start before a place is set. */
export interface Unset {
  /** A path on which nothing writes the place; empty if something written above the place can remove it. */
  readonly path: readonly number[];
  /** A writer whose failure leaves the place unset. */
  readonly failed: number | undefined;
}

export type UnsetFinder = (node: number) => Unset;

export interface UnsetInput {
  readonly writers: readonly number[];
  readonly facts: GraphFacts;
  readonly assignment: Assignment;
}

/**
 * Returns a function that finds, for one place, how each of its readers can start before it is set. Shared work is done
 * once.
 */
export function createUnsetFinder(place: PlaceRead, { writers, facts, assignment }: UnsetInput): UnsetFinder {
  const own = new Set(writers);
  let started: ReadonlySet<number> | undefined;
  const isStarted = (node: number): boolean => (started ??= startedWithout(facts, own)).has(node);
  const holds = {
    before: (node: number) => assignment.isSetBefore(node, place),
    after: (node: number) => assignment.isSetAfter(node, place),
  };
  let pathWithout: PathFinder | undefined;
  let pathUnset: PathFinder | undefined;
  return (node) => {
    if (isStarted(node)) {
      const isOff = { before: (at: number) => !isStarted(at), after: (at: number) => own.has(at) };
      pathWithout ??= createPathFinder(facts, isOff);
      return { path: pathWithout(node) ?? [], failed: undefined };
    }
    pathUnset ??= createPathFinder(facts, holds);
    const path = pathUnset(node) ?? [];
    const failed = path.slice(0, -1).find((at) => own.has(at)) ?? writers.find((at) => !holds.after(at));
    return { path, failed };
  };
}
