import { addToList } from "../compiler/add-to-list.js";
import { edgeId } from "./edge-id.js";
import type { Picture, PictureEdge, PictureNode } from "./picture.js";

export interface ExpandOptions {
  /** The picture of a flow, by its file; undefined if the flow has errors. */
  readonly childOf: (file: string) => Picture | undefined;
  /** 1 expands the flows that this flow runs, 2 also those that they run. */
  readonly levels: number;
  /** How many nodes the picture may have. */
  readonly most: number;
}

/**
 * The same picture with the flows that nodes run as containers (SPEC 13). Ids become paths: `geo` in the flow that `enrich` runs is `enrich/geo`. Undefined
 * if it would have too many nodes: flows that run others twice each double them with every level.
 */
export function expandFlows(picture: Picture, { childOf, levels, most }: ExpandOptions): Picture | undefined {
  const nodes: PictureNode[] = [];
  const edges: PictureEdge[] = [];
  /** Adds a flow; false if that is too much. */
  const add = (flow: Picture, within: Within | undefined, left: number): boolean => {
    const pathOf = (id: string): string => (within === undefined ? escaped(id) : `${within.id}/${escaped(id)}`);
    const edgesOf = new Map<string, PictureEdge[]>();
    for (const edge of flow.edges) addToList(edgesOf, edge.from, edge);
    if (nodes.length + flow.nodes.length > most) return false;
    return flow.nodes.every((node) => {
      const placed = movedNode(node, pathOf, within);
      const child = left > 0 ? childAt(node, childOf) : undefined;
      nodes.push(child === undefined ? placed : containerOf(placed, child));
      edges.push(...(edgesOf.get(node.id) ?? []).map((edge) => movedEdge(edge, pathOf)));
      if (child === undefined) return true;
      if (child.entry !== undefined) edges.push(entryEdge(placed.id, `${placed.id}/${escaped(child.entry)}`));
      return add(child, { id: placed.id, file: child.file }, left - 1);
    });
  };
  if (!add(picture, undefined, levels)) return undefined;
  const { entry, handler } = picture;
  return {
    ...picture,
    ...(entry !== undefined && { entry: escaped(entry) }),
    ...(handler !== undefined && { handler: escaped(handler) }),
    nodes,
    edges,
  };
}

/** The container of a flow, and its file. */
interface Within {
  readonly id: string;
  readonly file: string;
}

/** Ids can be any text, so slashes in them are escaped: only others separate parts. */
function escaped(id: string): string {
  return id.replace(/[\\/]/gu, "\\$&");
}

/** The flow that a node runs, if nothing is wrong with it. */
function childAt({ flow, signs }: PictureNode, childOf: ExpandOptions["childOf"]): Picture | undefined {
  if (flow?.file === undefined || signs.some(({ kind }) => kind === "broken")) return undefined;
  return childOf(flow.file);
}

type PathOf = (id: string) => string;

function movedNode(node: PictureNode, pathOf: PathOf, within: Within | undefined): PictureNode {
  const { id, parent = within, arrival, container, place } = node;
  const around = typeof parent === "string" ? pathOf(parent) : parent?.id;
  const collect = container?.collect;
  return {
    ...node,
    id: pathOf(id),
    ...(around !== undefined && { parent: around }),
    arrival: arrival.map((group) => group.map(pathOf)),
    ...(container !== undefined && {
      container: { ...container, ...(collect !== undefined && { collect: pathOf(collect) }) },
    }),
    ...(within !== undefined && { place: { ...place, file: within.file } }),
  };
}

function containerOf(node: PictureNode, child: Picture): PictureNode {
  const { id, callable, summary = child.description } = node;
  const { handler, signs } = child;
  return {
    ...node,
    ...(summary !== undefined && { summary }),
    container: {
      caption: [callable ?? child.file, ...signs.map(({ text }) => text)].join(" · "),
      ...(handler !== undefined && { handler: `${id}/${escaped(handler)}` }),
    },
  };
}

function movedEdge(edge: PictureEdge, pathOf: PathOf): PictureEdge {
  const [from, to] = [pathOf(edge.from), pathOf(edge.to)];
  return { ...edge, id: edgeId(from, edge.kind === "error" ? "!" : ">", to), from, to };
}

function entryEdge(from: string, to: string): PictureEdge {
  return { id: edgeId(from, ">", to), from, to, kind: "entry" };
}
