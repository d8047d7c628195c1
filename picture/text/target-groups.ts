import { addToList } from "../../compiler/add-to-list.js";
import { conditionOf, type PictureEdge } from "../picture.js";

/** Edges of a node that start together: each time, or under one condition. */
export interface TargetGroup {
  readonly edges: readonly PictureEdge[];
  /** `when $result.ok`; undefined if they are always taken, or a router decides. */
  readonly condition: string | undefined;
}

/**
 * The edges of a node, grouped as the flow declares them. The alternatives of a choice are one list; at most one of them is taken. Every
 * other edge is a list by itself.
 */
export function targetGroups(edges: readonly PictureEdge[]): readonly (readonly TargetGroup[])[] {
  const lists = new Map<number | string, Map<number, PictureEdge[]>>();
  for (const edge of edges) {
    const [choice, alternative] = edge.choice ?? [edge.id, 0];
    const list = lists.get(choice) ?? new Map<number, PictureEdge[]>();
    lists.set(choice, list);
    addToList(list, alternative, edge);
  }
  return [...lists.values()].map((list) =>
    [...list.values()].map((of) => ({ edges: of, condition: of[0] && withoutAgain(of[0]) })),
  );
}

/** The condition of an edge, without the word for edges that lead back. */
function withoutAgain(edge: PictureEdge): string | undefined {
  return conditionOf(edge)?.replace(/^again /u, "");
}
