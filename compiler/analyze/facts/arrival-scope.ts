import type { ArrivalGroup, ArrivalParent } from "./flow-graph.js";
import type { LoopScopes } from "./loop-scopes.js";

/** The loop whose items an arrival at `node` belongs to; undefined outside of loops. */
export function arrivalScope(parent: ArrivalParent, node: number, scopes: LoopScopes): number | undefined {
  return scopeOf(parent.node, node, scopes);
}

/** Same, for what one node starts another one with. */
export function scopeOf(from: number, node: number, scopes: LoopScopes): number | undefined {
  const loop = scopes.byNode.get(from);
  return loop?.body === node ? loop.node : scopes.innermost[from]?.node;
}

/** Whether a join has parents in different loops. Their arrivals never meet (SPEC 5). */
export function isMixedJoin(node: number, groups: readonly ArrivalGroup[], scopes: LoopScopes): boolean {
  if (groups.length < 2) return false;
  return new Set(scopedParents(groups, scopes).map((parent) => arrivalScope(parent, node, scopes))).size > 1;
}

/** The parents whose arrivals belong to one loop, or to none. Those of a node that nothing starts belong nowhere. */
export function scopedParents(groups: readonly ArrivalGroup[], { shared, started }: LoopScopes): ArrivalParent[] {
  return groups.flat().filter(({ node }) => !shared.has(node) && started.has(node));
}
