import type { Picture, PictureNode } from "../picture.js";

/**
 * The edges that point against the flow: back edges, and those of failures (or of a flow with errors) that close a cycle. The layout
 * gets them turned around: left to itself, it may turn around another edge of the cycle. Containers are nodes of the cycle as well: a line
 * between two bodies leads from one container to the other.
 */
export function reversedEdges({ edges }: Pick<Picture, "edges">, order: readonly PictureNode[]): ReadonlySet<string> {
  const around = containersOf(order);
  const outgoing = new Map<string, Step[]>(order.map(({ id }) => [id, []]));
  const reversed = new Set<string>();
  for (const { id, from, to, isBack } of edges) {
    const [outer, inner] = [around(from), around(to)];
    // Where the ways to both nodes, from the outside, part.
    const level = outer.findIndex((container, index) => container !== inner[index]);
    const [start, end] = [outer[level], inner[level]];
    // An edge to the node itself, or from a body to its own container, goes around it; one into its own body is not on a cycle.
    if (isBack === true || (end === undefined && inner.length <= outer.length)) reversed.add(id);
    else if (start !== undefined && end !== undefined) outgoing.get(start)?.push({ id, to: end });
  }
  const states = new Map<string, "open" | "finished">();
  for (const { id } of order) if (!states.has(id)) findClosing(id, { outgoing, states, reversed });
  return reversed;
}

/** The containers that a node is in, from the outside, and the node. */
function containersOf(order: readonly PictureNode[]): (id: string) => readonly string[] {
  const parents = new Map(order.map(({ id, parent }) => [id, parent]));
  return (id) => {
    const path = [id];
    for (let at = parents.get(id); at !== undefined; at = parents.get(at)) path.unshift(at);
    return path;
  };
}

/** An edge between two nodes of one container: of the nodes that its ends are or are in. */
interface Step {
  readonly id: string;
  readonly to: string;
}

interface Search {
  readonly outgoing: ReadonlyMap<string, readonly Step[]>;
  readonly states: Map<string, "open" | "finished">;
  readonly reversed: Set<string>;
}

/** Depth first; an edge to a node on the way from the root closes a cycle. */
function findClosing(root: string, { outgoing, states, reversed }: Search): void {
  const path: { readonly id: string; next: number }[] = [{ id: root, next: 0 }];
  states.set(root, "open");
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const edge = outgoing.get(top.id)?.[top.next++];
    if (edge === undefined) {
      states.set(top.id, "finished");
      path.pop();
    } else if (states.get(edge.to) === "open") reversed.add(edge.id);
    else if (!states.has(edge.to)) {
      states.set(edge.to, "open");
      path.push({ id: edge.to, next: 0 });
    }
  }
}
