import type { Activations } from "./activations.js";
import type { Assumption } from "./assumption.js";
import type { Count } from "./counts.js";
import type { GraphFacts } from "./graph-facts.js";
import { gotoSources } from "./on-every-path.js";
import type { Ordering } from "./ordering.js";
import { type RuledOut, type Way, withoutWays } from "./without-ways.js";

export interface RuledOutInput {
  readonly facts: GraphFacts;
  readonly ordering: Ordering;
  readonly activations: Activations;
  readonly assumption: Assumption;
}

/** Most pairs of a join and a way that are compared, and most nodes that are visited again, in one flow. */
const mostPairs = 20_000;
const mostVisits = 100_000;

export function createRuledOut(input: RuledOutInput): RuledOut {
  const { facts, ordering, activations, assumption } = input;
  let ways: readonly CountedWay[] | undefined;
  let pairs = mostPairs;
  let visits = mostVisits;
  return (join) => {
    const own = activations.startsOf(join);
    if ((facts.arrivals[join]?.length ?? 0) < 2 || own === undefined) return undefined;
    const out = (ways ??= findWays(input)).filter(({ to, count }) => {
      return (to === join || ordering.isBefore(to, join)) && pairs-- > 0 && assumption.areApart(count, own);
    });
    if (out.length === 0) return undefined;
    const order = facts.order.filter((node) => node === join || ordering.isBefore(node, join));
    visits -= order.length;
    if (visits < 0) return undefined;
    const isOut = ({ from, to, isFailure }: Way): boolean =>
      out.some((way) => way.from === from && way.to === to && way.isFailure === isFailure);
    return withoutWays(facts, { order, isOut });
  };
}

interface CountedWay extends Way {
  readonly count: Count | undefined;
}

/** The ways to all nodes that can start in several ways. */
function findWays({ facts, activations }: RuledOutInput): CountedWay[] {
  const gotos = gotoSources(facts);
  return facts.order.flatMap((to) => {
    const edges = (facts.arrivals[to] ?? []).flatMap((group) =>
      group.length > 1 || gotos.has(to) ? group.map(({ node }) => node) : [],
    );
    return [
      ...edges.map((from) => ({ from, to, isFailure: false, count: activations.edgeOf(from, to) })),
      ...(gotos.get(to) ?? []).map((from) => ({ from, to, isFailure: true, count: activations.gotoOf(from) })),
    ];
  });
}
