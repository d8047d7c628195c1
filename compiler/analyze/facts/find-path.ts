import type { GraphFacts } from "./graph-facts.js";

/**
 * A shortest path over forward edges from the entry to a node that passes none of `avoided`, ends aside; undefined where
 * every path passes one.
 */
export function findPath(facts: GraphFacts, to: number, avoided: ReadonlySet<number>): number[] | undefined {
  const { graph } = facts;
  const from = new Map<number, number>([[graph.entry, -1]]);
  const queue = [graph.entry];
  for (const node of queue) {
    if (node === to) return traceBack(from, to);
    if (avoided.has(node)) continue;
    for (const next of graph.successors[node] ?? []) {
      if (from.has(next) || facts.isBack(node, next)) continue;
      from.set(next, node);
      queue.push(next);
    }
  }
  return undefined;
}

function traceBack(from: ReadonlyMap<number, number>, to: number): number[] {
  const path: number[] = [];
  for (let node = to; node >= 0; node = from.get(node) ?? -1) path.push(node);
  return path.reverse();
}
