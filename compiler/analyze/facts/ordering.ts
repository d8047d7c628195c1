import { addBit, type BitSet, createBitSet, hasBit, unite } from "../../bit-set.js";
import type { GraphFacts } from "./graph-facts.js";
import { findOnEveryPath } from "./on-every-path.js";

/** The order of nodes according to the graph alone (SPEC 10). Each table is computed on demand. */
export interface Ordering {
  /** Whether a forward path leads from one node to another (not from a node to itself). */
  isBefore(one: number, other: number): boolean;
  /** All nodes that a forward path leads to. */
  reachedFrom(node: number): BitSet;
  /** Whether every start of `other` comes after a success of `one`. */
  isAlwaysBefore(one: number, other: number): boolean;
}

export function createOrdering(facts: GraphFacts): Ordering {
  let reached: BitSet[] | undefined;
  let always: readonly BitSet[] | undefined;
  const reachedFrom = (node: number): BitSet =>
    (reached ??= closeForward(facts))[node] ?? createBitSet(facts.graph.nodes.length);
  return {
    isBefore: (one, other) => hasBit(reachedFrom(one), other),
    reachedFrom,
    isAlwaysBefore: (one, other) => {
      const set = (always ??= findOnEveryPath(facts, { size: facts.graph.nodes.length, succeed: addBit }).before)[
        other
      ];
      return set !== undefined && hasBit(set, one);
    },
  };
}

/** The transitive closure over the forward edges. */
function closeForward({ graph, order, isBack }: GraphFacts): BitSet[] {
  const after = graph.nodes.map(() => createBitSet(graph.nodes.length));
  for (const node of [...order].reverse()) {
    const set = after[node];
    for (const to of graph.successors[node] ?? []) {
      const further = after[to];
      if (set === undefined || further === undefined || isBack(node, to)) continue;
      addBit(set, to);
      unite(set, further);
    }
  }
  return after;
}
