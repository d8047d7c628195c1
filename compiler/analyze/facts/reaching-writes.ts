import { addBit, type BitSet, createBitSet, subtract, unite } from "./bit-set.js";
import type { GraphFacts } from "./graph-facts.js";
import type { CausalEdge, WriteTables } from "./write-tables.js";

/**
 * For each node, returns the writes that may have happened on a path to it and that nothing on that path has
 * overwritten since.
 */
export function findReachingWrites(
  tables: WriteTables,
  facts: GraphFacts,
  edges: readonly (readonly CausalEdge[])[],
): BitSet[] {
  const before = facts.graph.nodes.map(() => createBitSet(tables.size));
  const after = facts.graph.nodes.map(() => createBitSet(tables.size));
  for (let changed = true; changed;) {
    changed = false;
    for (const node of facts.order) {
      const state = before[node];
      const out = after[node];
      if (state === undefined || out === undefined) continue;
      for (const { from, isFailure } of edges[node] ?? []) {
        // A node that has failed has written nothing.
        const incoming = (isFailure ? before : after)[from];
        if (incoming !== undefined && unite(state, incoming)) changed = true;
      }
      for (const number of tables.arrived[node] ?? []) addBit(state, number);
      if (unite(out, transfer(state, node, tables))) changed = true;
    }
  }
  return before;
}

function transfer(state: BitSet, node: number, tables: WriteTables): BitSet {
  const { after, offered, places, open, isOpen, isCertain } = tables;
  const out = state.slice();
  for (const number of after[node] ?? []) {
    const place = places[number];
    if (place !== undefined && isCertain(number)) subtract(out, place.below);
  }
  for (const number of after[node] ?? []) addBit(out, number);
  for (const number of offered[node] ?? []) addBit(out, number);
  if (isOpen[node] === true) addBit(out, open);
  return out;
}
