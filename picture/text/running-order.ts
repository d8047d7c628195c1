import { addToList } from "../../compiler/add-to-list.js";
import type { Picture, PictureNode } from "../picture.js";

/**
 * The nodes in an order in which they can run, what is inside a container right after it. A node follows the one that leads to it
 * where it can, so that chains stay together.
 */
export function runningOrder(picture: Picture): PictureNode[] {
  const byId = new Map(picture.nodes.map((node) => [node.id, node]));
  const children = new Map<string | undefined, PictureNode[]>();
  for (const node of picture.nodes) addToList(children, node.parent, node);
  const links = linksOf(picture, byId);
  const regionOrder = (parent: string | undefined): PictureNode[] =>
    orderRegion(children.get(parent) ?? [], links).flatMap((node) => {
      return node.container === undefined ? [node] : [node, ...regionOrder(node.id)];
    });
  return regionOrder(undefined);
}

interface Links {
  readonly next: ReadonlyMap<string, readonly string[]>;
  readonly waiting: ReadonlyMap<string, number>;
}

/** Edges between nodes of one region: an edge that crosses borders counts for the containers whose borders it crosses. */
function linksOf({ edges }: Picture, byId: ReadonlyMap<string, PictureNode>): Links {
  const next = new Map<string, string[]>();
  const waiting = new Map<string, number>();
  const pathTo = (id: string): string[] => {
    const path = [id];
    for (let at = byId.get(id)?.parent; at !== undefined; at = byId.get(at)?.parent) path.unshift(at);
    return path;
  };
  for (const { from, to, isBack } of edges) {
    const [source, target] = [pathTo(from), pathTo(to)];
    const at = source.findIndex((id, depth) => id !== target[depth]);
    const [one, other] = [source[at], target[at]];
    if (isBack === true || one === undefined || other === undefined) continue;
    addToList(next, one, other);
    waiting.set(other, (waiting.get(other) ?? 0) + 1);
  }
  return { next, waiting };
}

function orderRegion(nodes: readonly PictureNode[], { next, waiting }: Links): PictureNode[] {
  const left = new Map(nodes.map((node) => [node.id, node]));
  const counts = new Map(waiting);
  const ready = nodes.filter(({ id }) => (counts.get(id) ?? 0) === 0).map(({ id }) => id);
  const ordered: PictureNode[] = [];
  while (left.size > 0) {
    // In a flow with errors nothing may be ready: the first that is left is as good as any.
    const id = ready.shift() ?? [...left.keys()][0] ?? "";
    const node = left.get(id);
    if (node === undefined) continue;
    left.delete(id);
    ordered.push(node);
    const freed = (next.get(id) ?? []).filter((to) => {
      const count = (counts.get(to) ?? 0) - 1;
      counts.set(to, count);
      return count === 0 && left.has(to);
    });
    ready.unshift(...freed);
  }
  return ordered;
}
