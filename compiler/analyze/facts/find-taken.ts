import type { Activations } from "./activations.js";
import type { GraphFacts } from "./graph-facts.js";
import { withoutWays } from "./without-ways.js";

/**
 * Returns the part of the graph that runs take: without what follows a join that never fires, and without targets that a
 * router never chooses, according to its type.
 */
export function findTaken(facts: GraphFacts, activations: Activations): GraphFacts {
  const { startsOf, edgeOf, isExclusive } = activations;
  return withoutWays(facts, {
    order: facts.order,
    isOut: ({ from, to, isFailure }) => {
      const isNeverChosen = !isFailure && startsOf(from) !== undefined && edgeOf(from, to) === undefined;
      return isNeverChosen || isExclusive(from);
    },
  });
}
