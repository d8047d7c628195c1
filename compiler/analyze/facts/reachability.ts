import { addBit, type BitSet, createBitSet, hasBit, unite } from "./bit-set.js";
import type { GraphFacts } from "./graph-facts.js";

/** Which node can run after which, in one pass of every cycle and one item of every loop. */
export interface Reachability {
  /** Whether a forward path leads from one node to another (not from a node to itself). */
  isBefore(one: number, other: number): boolean;
}

/** Transitive closure over the forward edges, as bits; made when it is first asked for. */
export function createReachability({ graph, order, isBack }: GraphFacts): Reachability {
  let closure: BitSet[] | undefined;
  const close = (): BitSet[] => {
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
  };
  return {
    isBefore: (one, other) => {
      closure ??= close();
      const set = closure[one];
      return set !== undefined && hasBit(set, other);
    },
  };
}
