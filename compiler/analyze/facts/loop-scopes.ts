import type { LoopRoutes } from "../resolve-loops.js";
import type { GraphFacts } from "./graph-facts.js";

/** The nodes that a loop runs once an item (SPEC 6). */
export interface LoopScope extends LoopRoutes {
  /**
   * The body: all that edges lead to from the body route, inner loops' bodies too, and the targets of gotos that nothing
   * else starts; ascending.
   */
  readonly members: readonly number[];
  /** Those to which edges alone lead, without a goto on the way. */
  readonly onEdges: ReadonlySet<number>;
  /** All that items can start: the body, and what its failures start outside of it. */
  readonly caused: readonly number[];
}

export interface LoopScopes {
  readonly loops: readonly LoopScope[];
  /** The innermost loop whose body a node is in, by the node. */
  readonly innermost: readonly (LoopScope | undefined)[];
  /** Nodes that an item's failure can start although they are in no body of its loop: they run for it, or for none. */
  readonly shared: ReadonlySet<number>;
  /** The loop that a LoopNode is. */
  readonly byNode: ReadonlyMap<number, LoopScope>;
}

/** The innermost of two loops that share a node is the one with fewer members: bodies nest. */
export function findLoopScopes({ graph, dominators }: GraphFacts, routes: readonly LoopRoutes[]): LoopScopes {
  const { nodes, edges, gotos, successors } = graph;
  const innermost: (LoopScope | undefined)[] = nodes.map(() => undefined);
  const edgesOf = (node: number): readonly number[] => (edges[node] ?? []).map(({ to }) => to);
  const shared = new Set<number>();
  const loops = routes.map((route): LoopScope => {
    const onEdges = reachedFrom(route, edgesOf);
    const members = reachedFrom(route, (node) => {
      const goto = gotos[node];
      const isOwn = goto !== undefined && dominators.dominates(route.body, goto.to);
      return isOwn ? [...edgesOf(node), goto.to] : edgesOf(node);
    });
    const caused = reachedFrom(route, (node) => successors[node] ?? []);
    // What leads back to the list itself is `loop/leads-back`.
    const isBefore = (node: number): boolean => dominators.dominates(node, route.node);
    for (const node of caused) if (!members.has(node) && !isBefore(node)) shared.add(node);
    return { ...route, members: ascending(members), onEdges, caused: ascending(caused) };
  });
  for (const loop of loops) {
    for (const member of loop.members) {
      const known = innermost[member];
      if (known === undefined || loop.members.length < known.members.length) innermost[member] = loop;
    }
  }
  return { loops, innermost, shared, byNode: new Map(loops.map((loop) => [loop.node, loop])) };
}

/** What the body route leads to; the loop itself is no part of its body. */
function reachedFrom({ node: loop, body }: LoopRoutes, next: (node: number) => readonly number[]): ReadonlySet<number> {
  const found = new Set([body]);
  // What is added on the way is gone through too.
  for (const node of found) for (const to of next(node)) if (to !== loop) found.add(to);
  return found;
}

function ascending(nodes: ReadonlySet<number>): number[] {
  return [...nodes].sort((one, other) => one - other);
}
