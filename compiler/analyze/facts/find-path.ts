import type { GraphFacts } from "./graph-facts.js";

/** Whether something holds at a node, on every path to it. */
export interface HoldsAt {
  /** When the node starts. */
  before(node: number): boolean;
  /** When the node has succeeded. */
  after(node: number): boolean;
}

/** Returns a shortest path to a node; undefined if there is none. */
export type PathFinder = (to: number) => number[] | undefined;

/**
 * Returns a function that finds shortest paths over forward edges from the entry on which something never holds;
 * undefined if it holds on every path. For a node that has failed (`goto`), what held before it counts. All paths come
 * from a single search, which only continues as far as needed.
 */
export function createPathFinder(facts: GraphFacts, holds: HoldsAt): PathFinder {
  const { graph } = facts;
  if (holds.before(graph.entry)) return () => undefined;
  const from = new Map<number, number>([[graph.entry, -1]]);
  const queue = [graph.entry];
  let visited = 0;
  return (to) => {
    while (!from.has(to) && visited < queue.length) {
      const node = queue[visited++] ?? graph.entry;
      const isAfter = holds.after(node);
      for (const next of graph.successors[node] ?? []) {
        if (from.has(next) || facts.isBack(node, next) || holds.before(next)) continue;
        if (isAfter && graph.gotos[node]?.to !== next) continue;
        from.set(next, node);
        queue.push(next);
      }
    }
    return from.has(to) ? traceBack(from, to) : undefined;
  };
}

/**
 * Returns the nodes that can start without a success of any of some nodes before them. A join needs everything that it
 * waits for. So do not failures after a node that may have run before it.
 */
export function startedWithout(
  { graph, arrivals, order, isBack, lateGotos }: GraphFacts,
  nodes: ReadonlySet<number>,
): Set<number> {
  const found = new Set<number>();
  const isFree = (from: number): boolean => found.has(from) && !nodes.has(from);
  const gotos = new Map(
    graph.gotos.flatMap((goto): [number, number][] => (goto === undefined ? [] : [[goto.from, goto.to]])),
  );
  const byGoto = new Set<number>(lateGotos.values());
  for (const node of order) {
    const groups = arrivals[node] ?? [];
    const isJoined = groups.length > 0 && groups.every((group) => group.some((parent) => isFree(parent.node)));
    if (node === graph.entry || isJoined || byGoto.has(node)) found.add(node);
    const to = gotos.get(node);
    if (to !== undefined && isFree(node) && !isBack(node, to)) byGoto.add(to);
  }
  return found;
}

function traceBack(from: ReadonlyMap<number, number>, to: number): number[] {
  const path: number[] = [];
  for (let node = to; node >= 0; node = from.get(node) ?? -1) path.push(node);
  return path.reverse();
}
