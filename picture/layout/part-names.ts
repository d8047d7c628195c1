import { leadsInside, type Picture, type PictureEdge } from "../picture.js";

/** Ids in the layout's graph: numbers, since ids of nodes can be any text. */
export interface PartNames {
  node(id: string): string;
  edge(id: string): string;
}

/** Where edges meet a node. */
export const portNames = {
  group: (node: string, group: number): string => `${node}.group${group}`,
  again: (node: string): string => `${node}.again`,
  failed: (node: string): string => `${node}.failed`,
  start: (node: string): string => `${node}.start`,
  out: (node: string): string => `${node}.out`,
  error: (node: string): string => `${node}.error`,
} as const;

/** The dot from which a flow starts, the mark of a failure that it or a flow inside handles, and the dot in a container. */
export const markNames = {
  root: "root",
  start: "start",
  failure: "failure",
  failureIn: (node: string): string => `${node}.failure`,
  each: (node: string): string => `${node}.each`,
} as const;

export function partNames({ nodes, edges }: Picture): PartNames {
  const nodeNames = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const edgeNames = new Map(edges.map(({ id }, index) => [id, `e${index}`]));
  return {
    node: (id) => nodeNames.get(id) ?? id,
    edge: (id) => edgeNames.get(id) ?? id,
  };
}

/** The port that an edge leaves from. */
export function sourcePort(edge: PictureEdge, { node }: PartNames): string {
  const { from, kind } = edge;
  if (leadsInside(edge)) return portNames.out(markNames.each(node(from)));
  return kind === "error" ? portNames.error(node(from)) : portNames.out(node(from));
}

/** The port that an edge leads to. */
export function targetPort({ to, kind, isBack, group }: PictureEdge, { node }: PartNames): string {
  if (kind === "error") return portNames.failed(node(to));
  if (kind === "entry") return portNames.start(node(to));
  return isBack === true || group === undefined ? portNames.again(node(to)) : portNames.group(node(to), group);
}
