import type { Picture, PictureEdge, PictureNode } from "../picture.js";

/**
 * The edges that point against the flow: back edges, and those of failures (or of a flow with errors) that close a cycle. The layout
 * gets them turned around: left to itself, it may turn around another edge of the cycle.
 */
export function reversedEdges({ edges }: Pick<Picture, "edges">, order: readonly PictureNode[]): ReadonlySet<string> {
  const outgoing = new Map<string, PictureEdge[]>(order.map(({ id }) => [id, []]));
  const reversed = new Set<string>();
  // An edge to the node itself, or from a body to its own container, goes around it.
  for (const edge of edges) {
    if (edge.isBack === true || edge.from === edge.to) reversed.add(edge.id);
    else outgoing.get(edge.from)?.push(edge);
  }
  const states = new Map<string, "open" | "finished">();
  for (const { id } of order) if (!states.has(id)) findClosing(id, { outgoing, states, reversed });
  return reversed;
}

interface Search {
  readonly outgoing: ReadonlyMap<string, readonly PictureEdge[]>;
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
