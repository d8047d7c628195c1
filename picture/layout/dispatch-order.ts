import type { Picture, PictureNode } from "../picture.js";

/**
 * The nodes breadth first from the entry, in the order of dispatch; then what it does not reach. The layout keeps the order in
 * which it gets nodes, so siblings appear in the order in which they start.
 */
export function dispatchOrder({ entry, handler, nodes, edges }: Picture): PictureNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const targets = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const { from, to } of edges) targets.get(from)?.push(to);
  const reached = new Set<string>();
  // A set is gone through with what is added on the way.
  const reach = (root: string | undefined): void => {
    if (root === undefined || reached.has(root)) return;
    reached.add(root);
    const queue = [root];
    for (const id of queue) {
      for (const to of targets.get(id) ?? []) {
        if (reached.has(to)) continue;
        reached.add(to);
        queue.push(to);
      }
    }
  };
  reach(entry);
  reach(handler);
  for (const { container } of nodes) reach(container?.handler);
  for (const { id } of nodes) reach(id);
  return [...reached].flatMap((id) => byId.get(id) ?? []);
}
