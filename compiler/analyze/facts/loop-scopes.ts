import type { LoopRoutes } from "../resolve-loops.js";
import type { FlowGraph } from "./flow-graph.js";

/** The nodes that a loop runs once an item (SPEC 6). */
export interface LoopScope extends LoopRoutes {
  /** All that the body route leads to, inner loops' bodies too; ascending. */
  readonly members: readonly number[];
}

export interface LoopScopes {
  readonly loops: readonly LoopScope[];
  /** The innermost loop whose body a node is in, by the node. */
  readonly innermost: readonly (LoopScope | undefined)[];
  /** The loop that a LoopNode is. */
  readonly byNode: ReadonlyMap<number, LoopScope>;
}

/** The innermost of two loops that share a node is the one with fewer members: bodies nest. */
export function findLoopScopes({ nodes, successors }: FlowGraph, routes: readonly LoopRoutes[]): LoopScopes {
  const innermost: (LoopScope | undefined)[] = nodes.map(() => undefined);
  const loops = routes.map((route) => {
    const inside = new Set<number>();
    const stack = [route.body];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (node === route.node || inside.has(node)) continue;
      inside.add(node);
      stack.push(...(successors[node] ?? []));
    }
    return { ...route, members: [...inside].sort((one, other) => one - other) };
  });
  for (const loop of loops) {
    for (const member of loop.members) {
      const known = innermost[member];
      if (known === undefined || loop.members.length < known.members.length) innermost[member] = loop;
    }
  }
  return { loops, innermost, byNode: new Map(loops.map((loop) => [loop.node, loop])) };
}
