import { type BitSet, createBitSet, unite } from "../../bit-set.js";
import type { GraphFacts } from "./graph-facts.js";
import type { CausalEdge } from "./write-tables.js";

/** What may be true on some path: see `findOnSomePath`. */
export interface SomePath {
  readonly size: number;
  /** When a node starts, before it reads its inputs. */
  arrive?(state: BitSet, node: number): void;
  /** When a node has succeeded; leaves the state as it is. */
  succeed(state: BitSet, node: number): BitSet;
}

/**
 * For each node, returns what may be true when it starts: what is true on some path to it (a forward may-analysis, repeated until
 * nothing changes). A node that has failed leads on with what was true before it, or, if a condition has failed it, after it.
 */
export function findOnSomePath(facts: GraphFacts, edges: readonly (readonly CausalEdge[])[], path: SomePath): BitSet[] {
  const before = facts.graph.nodes.map(() => createBitSet(path.size));
  const after = facts.graph.nodes.map(() => createBitSet(path.size));
  for (let changed = true; changed;) {
    changed = false;
    for (const node of facts.order) {
      const state = before[node];
      const out = after[node];
      if (state === undefined || out === undefined) continue;
      for (const { from, isFailure, hasWritten } of edges[node] ?? []) {
        const failed = isFailure ? before[from] : undefined;
        const written = hasWritten ? after[from] : undefined;
        if (failed !== undefined && unite(state, failed)) changed = true;
        if (written !== undefined && unite(state, written)) changed = true;
      }
      path.arrive?.(state, node);
      if (unite(out, path.succeed(state, node))) changed = true;
    }
  }
  return before;
}
