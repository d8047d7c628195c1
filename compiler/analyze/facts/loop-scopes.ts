import type { LoopRoutes } from "../resolve-loops.js";
import { startedWithout } from "./find-path.js";
import type { GraphEdge } from "./flow-graph.js";
import type { GraphFacts } from "./graph-facts.js";

/** The nodes that a loop runs once per item (SPEC 6). */
export interface LoopScope extends LoopRoutes {
  /**
   * The body: everything that edges lead to from the body route, including the bodies of inner loops, and the targets
   * of gotos that nothing else starts. In ascending order.
   */
  readonly members: readonly number[];
  /** The members that edges lead to without a goto on the way. */
  readonly onEdges: ReadonlySet<number>;
  /** Everything that items can start: the body, and what its failures start outside of it. */
  readonly caused: readonly number[];
}

export interface LoopScopes {
  readonly loops: readonly LoopScope[];
  /** The innermost loop whose body contains each node. */
  readonly innermost: readonly (LoopScope | undefined)[];
  /**
   * Nodes that an item's failure can start, although they are not in the body of its loop. They run for that item or
   * outside of the loop.
   */
  readonly shared: ReadonlySet<number>;
  /**
   * Nodes that some run can start, as far as the graph tells. A loop that is not among them has no items: nodes of its
   * body that other paths start run outside of it.
   */
  readonly started: ReadonlySet<number>;
  /** The loop of each LoopNode. */
  readonly byNode: ReadonlyMap<number, LoopScope>;
}

/**
 * Finds the nodes that each loop runs. Bodies are nested, so the inner one of two loops that share a node has fewer
 * members.
 */
export function findLoopScopes(facts: GraphFacts, routes: readonly LoopRoutes[]): LoopScopes {
  const { graph, dominators } = facts;
  const { nodes, edges, successors } = graph;
  const innermost: (LoopScope | undefined)[] = nodes.map(() => undefined);
  const shared = new Set<number>();
  const started = startedWithout(facts, new Set());
  const isOutside = (node: number, loop: number): boolean => started.has(node) && !started.has(loop);
  const loops = routes.map((route): LoopScope => {
    const onEdges = reachedFrom(route, (node) => targetsOf(edges[node]));
    const members = bodyOf(route, facts);
    const reached = reachedFrom(route, (node) => successors[node] ?? []);
    const caused = new Set([...reached].filter((node) => !isOutside(node, route.node)));
    // An edge back to a node before the loop is reported as `loop/leads-back`.
    const isBefore = (node: number): boolean => dominators.dominates(node, route.node);
    for (const node of caused) if (!members.has(node) && !isBefore(node)) shared.add(node);
    return { ...route, members: ascending(members), onEdges, caused: ascending(caused) };
  });
  for (const loop of loops) {
    for (const member of loop.members) {
      if (isOutside(member, loop.node)) continue;
      const known = innermost[member];
      if (known === undefined || loop.members.length < known.members.length) innermost[member] = loop;
    }
  }
  return { loops, innermost, shared, started, byNode: new Map(loops.map((loop) => [loop.node, loop])) };
}

/** The members of a loop: see `LoopScope`. */
export function bodyOf(route: LoopRoutes, { graph: { edges, gotos }, dominators }: GraphFacts): ReadonlySet<number> {
  return reachedFrom(route, (node) => {
    const goto = gotos[node];
    const isOwn = goto !== undefined && dominators.dominates(route.body, goto.to);
    return isOwn ? [...targetsOf(edges[node]), goto.to] : targetsOf(edges[node]);
  });
}

function targetsOf(edges: readonly GraphEdge[] = []): number[] {
  return edges.map(({ to }) => to);
}

/** The nodes that the body route leads to. The loop itself does not belong to its body. */
function reachedFrom({ node: loop, body }: LoopRoutes, next: (node: number) => readonly number[]): ReadonlySet<number> {
  const found = new Set([body]);
  // The loop also visits the nodes that it adds.
  for (const node of found) for (const to of next(node)) if (to !== loop) found.add(to);
  return found;
}

function ascending(nodes: ReadonlySet<number>): number[] {
  return [...nodes].sort((one, other) => one - other);
}
