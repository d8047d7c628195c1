import { addBit, type BitSet, subtract } from "../../bit-set.js";
import type { GraphFacts } from "./graph-facts.js";
import { findOnSomePath } from "./on-some-path.js";
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
  return findOnSomePath(facts, edges, {
    size: tables.size,
    arrive: (state, node) => {
      for (const number of tables.arrived[node] ?? []) addBit(state, number);
    },
    succeed: (state, node) => transfer(state, node, tables),
  });
}

/** Returns the same for the time when a node has written its outputs. */
export function transfer(state: BitSet, node: number, tables: WriteTables): BitSet {
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
