import type { Activations } from "./activations.js";
import type { Count } from "./counts.js";
import type { GraphFacts } from "./graph-facts.js";

/** What a question about two nodes takes for granted about routers (SPEC 10). */
export interface Assumption {
  /** Whether no run has both counts above zero. */
  areApart(one: Count | undefined, other: Count | undefined): boolean;
  /** Whether two of the counts may be above zero in one run. */
  mayMeet(counts: readonly (Count | undefined)[]): boolean;
}

/** Pairs that are looked at for one node: only types that list this many choices could need more. */
const mostPairs = 10_000;

/** Routers send to one target, several or none, as far as types do not say otherwise: what a run can do. */
export function anyTargets({ graph }: GraphFacts, activations: Activations, hasChoices: boolean): Assumption {
  const canBeApart = hasChoices || graph.gotos.some((goto) => goto !== undefined);
  const areApart: Assumption["areApart"] = (one, other) =>
    canBeApart && one !== undefined && other !== undefined && activations.areExclusive(one, other);
  const mayMeet: Assumption["mayMeet"] = (counts) => {
    let pairs = 0;
    for (const [index, one] of counts.entries()) {
      for (let next = index + 1; next < counts.length; next++) {
        if (pairs++ > mostPairs || !areApart(one, counts[next])) return true;
      }
    }
    return false;
  };
  return { areApart, mayMeet };
}

/** Routers send to one target: two branches of one choice write one place all the time, and nobody means a race. */
export function oneTarget(activations: Activations): Assumption {
  return {
    areApart: (one, other) => one !== undefined && other !== undefined && !activations.canCoincide(one, other),
    mayMeet: (counts) =>
      counts.some((count) => count === undefined) || activations.coincidingPair(counts) !== undefined,
  };
}
