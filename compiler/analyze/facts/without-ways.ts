import type { ArrivalGroup, GotoEdge } from "./flow-graph.js";
import type { GraphFacts } from "./graph-facts.js";

/** How a node can start: an edge, or the `goto` of a node that failed. */
export interface Way {
  readonly from: number;
  readonly to: number;
  readonly isFailure: boolean;
}

/**
 * Returns the part of the graph that leads to a join, without the ways that no run takes together with it; undefined if
 * it rules out none. If a join waits for a success of `b`, what comes before it was not started by a failure of `b`.
 */
export type RuledOut = (join: number) => GraphFacts | undefined;

export interface Narrowed {
  /** The nodes to look at: part of `facts.order`, in that order, with everything that leads to them. */
  readonly order: readonly number[];
  /** Whether a way is never taken. */
  isOut(way: Way): boolean;
}

/**
 * The same graph without some ways forward. `reachable` is false for nodes that then never start: a join does not if one of
 * its groups has no parent left.
 */
export function withoutWays(facts: GraphFacts, { order, isOut }: Narrowed): GraphFacts {
  const { graph, lateGotos, isBack } = facts;
  const late = new Set(lateGotos.values());
  const failed = new Set<number>();
  const reachable: boolean[] = graph.nodes.map(() => false);
  const arrivals: (readonly ArrivalGroup[])[] = graph.nodes.map(() => []);
  const gotos: (GotoEdge | undefined)[] = graph.nodes.map(() => undefined);
  for (const node of order) {
    const groups = (facts.arrivals[node] ?? []).map((group) =>
      group.filter(({ node: from }) => reachable[from] === true && !isOut({ from, to: node, isFailure: false })),
    );
    const isJoined = groups.length > 0 && groups.every((group) => group.length > 0);
    if (isJoined) arrivals[node] = groups;
    if (!isJoined && node !== graph.entry && !failed.has(node) && !late.has(node)) continue;
    reachable[node] = true;
    const goto = graph.gotos[node];
    if (goto === undefined || isOut({ from: node, to: goto.to, isFailure: true })) continue;
    gotos[node] = goto;
    if (!isBack(node, goto.to)) failed.add(goto.to);
  }
  return { ...facts, graph: { ...graph, gotos }, order, arrivals, reachable };
}
