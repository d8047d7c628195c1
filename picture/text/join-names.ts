import { joinOf, type Picture, type PictureEdge, type PictureNode } from "../picture.js";

/** A mark in front of a join, which languages without ports draw as a node of its own. */
export interface JoinMark {
  readonly name: string;
  /** `bar`: waits for all; `ring`: runs for each arrival, or is one group of a bar. */
  readonly shape: "bar" | "ring";
  /** The name of what it leads to: a bar, or the node itself. */
  readonly to: string;
}

/** Names of nodes and marks in a language in which an id of a flow cannot be one. */
export interface GraphNames {
  of(id: string): string;
  marksOf(node: PictureNode): readonly JoinMark[];
  /** Where an edge ends: at the mark of a join, or at the node. */
  targetOf(edge: PictureEdge): string;
}

export function graphNames({ nodes }: Picture): GraphNames {
  const names = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const of = (id: string): string => names.get(id) ?? "";
  const bar = (name: string): string => `${name}_all`;
  const ring = (name: string, group: number): string => `${name}_any${group}`;
  return {
    of,
    marksOf: (node) => {
      const [kind, name] = [joinOf(node), of(node.id)];
      if (kind === undefined) return [];
      const to = kind === "all" ? bar(name) : name;
      const rings = node.arrival.flatMap((group, index): JoinMark[] =>
        group.length > 1 ? [{ name: ring(name, index), shape: "ring", to }] : [],
      );
      return kind === "all" ? [{ name: to, shape: "bar", to: name }, ...rings] : rings;
    },
    targetOf: ({ to, group }) => {
      const target = byId.get(to);
      const kind = target === undefined ? undefined : joinOf(target);
      if (target === undefined || kind === undefined || group === undefined) return of(to);
      if ((target.arrival[group]?.length ?? 0) > 1) return ring(of(to), group);
      return kind === "all" ? bar(of(to)) : of(to);
    },
  };
}
