import type { Activations } from "./activations.js";
import type { Count } from "./counts.js";
import type { GraphFacts } from "./graph-facts.js";

/** What a question about two nodes assumes about routers (SPEC 10). */
export interface Assumption {
  /** Whether no run has both counts above zero. */
  areApart(one: Count | undefined, other: Count | undefined): boolean;
  /** Whether two of the counts may be above zero in one run. */
  mayMeet(counts: readonly (Count | undefined)[]): boolean;
}

/** Maximum number of pairs that are compared for one node. Only types that list this many choices could need more. */
const mostPairs = 10_000;

/** Assumes that routers send to one target, several or none, unless types say more. Used for what a run can do. */
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

/**
 * Assumes that routers send to one target. It is common that two branches of a choice write the same place, and nobody
 * means a race by that.
 */
export function oneTarget(activations: Activations): Assumption {
  return {
    areApart: (one, other) => one !== undefined && other !== undefined && !activations.canCoincide(one, other),
    mayMeet: (counts) =>
      counts.some((count) => count === undefined) || activations.coincidingPair(counts) !== undefined,
  };
}
