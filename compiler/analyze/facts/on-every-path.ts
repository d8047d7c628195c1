import { addToList } from "../../add-to-list.js";
import { type BitSet, createBitSet, intersect, unite } from "../../bit-set.js";
import { failsByCondition } from "./fails-by-condition.js";
import type { GraphFacts } from "./graph-facts.js";
import type { RuledOut } from "./without-ways.js";

/** What becomes true along a path: see `findOnEveryPath`. */
export interface PathFacts {
  readonly size: number;
  /** Called when a node starts, before it reads its inputs. */
  arrive?(state: BitSet, node: number): void;
  /** Called when a node has succeeded. */
  succeed(state: BitSet, node: number): void;
}

/** What holds at each node, indexed by its position. */
export interface OnEveryPath {
  /** When the node starts. */
  readonly before: readonly BitSet[];
  /** When the node has succeeded. */
  readonly after: readonly BitSet[];
}

/**
 * For each node, finds what holds on every path to it (a forward must-analysis over the arrival rules): for a join,
 * what holds for any of its groups; for a group, what holds for all of its parents. Back edges change nothing, since
 * their target dominates their source: everything that held at the target still holds. At a node that never starts,
 * everything holds. With `ruledOut`, paths that no run takes together with a join do not count for the join.
 */
export function findOnEveryPath(facts: GraphFacts, path: PathFacts, ruledOut?: RuledOut): OnEveryPath {
  return follow(facts, path, (node, state, { before }) => {
    const narrowed = ruledOut?.(node);
    if (narrowed === undefined) return;
    const again = follow(narrowed, path, (at, own) => {
      const known = before[at];
      if (known !== undefined) unite(own, known);
    });
    unite(state, again.before[node] ?? state);
  });
}

/** @param learn adds to what holds when a node starts */
function follow(
  facts: GraphFacts,
  path: PathFacts,
  learn: (node: number, state: BitSet, found: OnEveryPath) => void,
): OnEveryPath {
  const before: BitSet[] = [];
  const after: BitSet[] = [];
  const failures = gotoSources(facts);
  const late = new Set(facts.lateGotos.values());
  for (const node of facts.order) {
    const state = createBitSet(path.size);
    meetArrivals(state, node, { facts, after });
    for (const from of failures.get(node) ?? []) {
      const written = failsByCondition(facts.graph.nodes[from]) ? after[from] : undefined;
      for (const failed of [before[from], written]) if (failed !== undefined) intersect(state, failed);
    }
    // A failure after the node may have started it, so nothing is known about what came before.
    if (late.has(node)) state.fill(0);
    path.arrive?.(state, node);
    learn(node, state, { before, after });
    before[node] = state;
    const out = state.slice();
    path.succeed(out, node);
    after[node] = out;
  }
  return { before, after };
}

/** Sources of gotos that lead forward, keyed by target. */
export function gotoSources({ graph, isBack }: GraphFacts): Map<number, number[]> {
  const sources = new Map<number, number[]>();
  for (const goto of graph.gotos) {
    if (goto === undefined || isBack(goto.from, goto.to)) continue;
    addToList(sources, goto.to, goto.from);
  }
  return sources;
}

interface Meeting {
  readonly facts: GraphFacts;
  readonly after: readonly BitSet[];
}

function meetArrivals(state: BitSet, node: number, { facts, after }: Meeting): void {
  // The run itself starts the entry, before anything else.
  if (node === facts.graph.entry) return;
  const groups = facts.arrivals[node] ?? [];
  if (groups.length === 0 || facts.reachable[node] !== true) state.fill(0xffffffff);
  for (const group of groups) {
    const [first, ...others] = group.map((parent) => after[parent.node]);
    if (first === undefined) continue;
    const common = first.slice();
    for (const other of others) if (other !== undefined) intersect(common, other);
    unite(state, common);
  }
}
