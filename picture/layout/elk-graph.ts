import { addToList } from "../../compiler/add-to-list.js";
import { leadsInside, type Picture, type PictureEdge, type PictureNode } from "../picture.js";
import { conditionLabel, type ConditionText, conditionTexts } from "./condition-labels.js";
import { dispatchOrder } from "./dispatch-order.js";
import type { ElkEdge, ElkNode, ElkOptions, ElkPort } from "./elk-json.js";
import { containerOptions, type Direction, nodeOptions, positionOption, rootOptions, sidesOf } from "./elk-options.js";
import { type FittedText, type NodeSize, sizeOf, type SizeOptions } from "./node-size.js";
import { failureMark, failureText, inputText, type Size, startMark } from "./mark-size.js";
import { markNames, partNames, type PartNames, portNames, targetPort } from "./part-names.js";
import { reversedEdges } from "./reversed-edges.js";
import { sourcePorts } from "./source-ports.js";

export interface LayoutOptions extends SizeOptions {
  readonly direction?: Direction;
}

/** A picture as a graph for ELK, and what was decided for it. */
export interface LayoutPlan {
  readonly picture: Picture;
  readonly direction: Direction;
  readonly graph: ElkNode;
  readonly sizes: ReadonlyMap<string, NodeSize>;
  readonly names: PartNames;
  /** Edges that the graph has turned around. */
  readonly reversed: ReadonlySet<string>;
  /** The conditions that have a place in the graph, by edge. */
  readonly conditions: ReadonlyMap<string, ConditionText>;
  readonly input: FittedText | undefined;
  readonly failure: FittedText;
}

/** The graph that ELK lays out: containers are nodes with children, each group of a join is a port. */
export function elkGraph(picture: Picture, options: LayoutOptions = {}): LayoutPlan {
  const { direction = "down" } = options;
  const order = dispatchOrder(picture);
  const names = partNames(picture);
  const sizes = new Map(order.map((node) => [node.id, sizeOf(node, options)]));
  const reversed = reversedEdges(picture, order);
  const ports = sourcePorts(picture, names);
  const building: Building = { picture, direction, sizes, names, ports, ...indexOf(picture, order) };
  const conditions = conditionTexts(picture, reversed);
  const edges = picture.edges.map((edge): ElkEdge => {
    const plain = elkEdge(edge, building, reversed.has(edge.id));
    const text = conditions.get(edge.id);
    return text === undefined ? plain : { ...plain, labels: [conditionLabel(plain.id, text, direction)] };
  });
  const input = inputText(picture);
  const marks = marksOf(picture, { direction, names, input });
  const inside = order.flatMap(({ id, container }) => {
    const name = names.node(id);
    return container?.handler === undefined
      ? []
      : [failureEdge(markNames.failureIn(name), names.node(container.handler))];
  });
  const graph: ElkNode = {
    id: markNames.root,
    children: [...marks.nodes, ...childrenOf(undefined, building)],
    edges: [...marks.edges, ...inside, ...edges],
    layoutOptions: rootOptions(direction),
  };
  return { picture, direction, graph, sizes, names, reversed, conditions, input, failure: failureText };
}

interface Building {
  readonly picture: Picture;
  readonly direction: Direction;
  readonly sizes: ReadonlyMap<string, NodeSize>;
  readonly names: PartNames;
  /** From which each edge leaves. */
  readonly ports: ReadonlyMap<string, string>;
  readonly children: ReadonlyMap<string | undefined, readonly PictureNode[]>;
  readonly incoming: ReadonlyMap<string, readonly PictureEdge[]>;
  readonly outgoing: ReadonlyMap<string, readonly PictureEdge[]>;
  /** The nodes that handle any failure of their flow. */
  readonly handlers: ReadonlySet<string | undefined>;
}

function indexOf(
  { edges, handler }: Picture,
  order: readonly PictureNode[],
): Pick<Building, "children" | "incoming" | "outgoing" | "handlers"> {
  const children = new Map<string | undefined, PictureNode[]>();
  for (const node of order) addToList(children, node.parent, node);
  const incoming = new Map<string, PictureEdge[]>();
  const outgoing = new Map<string, PictureEdge[]>();
  for (const edge of edges) {
    addToList(incoming, edge.to, edge);
    addToList(outgoing, edge.from, edge);
  }
  const handlers = new Set([handler, ...order.map(({ container }) => container?.handler)]);
  return { children, incoming, outgoing, handlers };
}

function childrenOf(parent: string | undefined, building: Building): ElkNode[] {
  const nodes = building.children.get(parent) ?? [];
  return nodes.map((node, index) => elkNode(node, positionOption(index + 1), building));
}

function elkNode(node: PictureNode, position: ElkOptions, building: Building): ElkNode {
  const { direction, sizes, names } = building;
  const id = names.node(node.id);
  const { width = 0, height = 0, least = { head: 0, width: 0 } } = sizes.get(node.id) ?? {};
  const ports = portsOf(node, building);
  if (node.container === undefined) {
    const room = roomForLines(ports);
    const size =
      direction === "down" ? { width: Math.max(width, room), height } : { width, height: Math.max(height, room) };
    return { id, ...size, ports, layoutOptions: { ...nodeOptions, ...position } };
  }
  const each = markNames.each(id);
  const inward = (building.outgoing.get(node.id) ?? []).filter(leadsInside);
  const starts = [...new Set(inward.map((edge) => sourceOf(edge, building)))];
  const dot = { id: each, width: 12, height: 12, ports: starts.map((start) => port(start, sidesOf(direction).out)) };
  const failure = markNode(markNames.failureIn(id), failureMark, direction);
  const failures =
    node.container.handler === undefined
      ? []
      : [{ ...failure, layoutOptions: { ...nodeOptions, ...positionOption(0.5) } }];
  return {
    id,
    ports,
    children: [
      { ...dot, layoutOptions: { ...nodeOptions, ...positionOption(0) } },
      ...failures,
      ...childrenOf(node.id, building),
    ],
    layoutOptions: { ...containerOptions(direction, least), ...position },
  };
}

/** Pixels that a side needs so that the lines that meet it can be told apart. */
function roomForLines(ports: readonly ElkPort[]): number {
  const counts = new Map<string | undefined, number>();
  for (const { layoutOptions } of ports) {
    const side = layoutOptions["elk.port.side"];
    counts.set(side, (counts.get(side) ?? 0) + 1);
  }
  return 8 * Math.max(0, ...counts.values()) + 6;
}

/** In the order in which lines meet the node: its groups, then what starts it in other ways. */
function portsOf({ id }: PictureNode, building: Building): ElkPort[] {
  const { picture, direction, names, handlers, incoming, outgoing } = building;
  const side = sidesOf(direction);
  const arriving = [...(incoming.get(id) ?? [])].sort((one, other) => (one.group ?? -1) - (other.group ?? -1));
  const into = arriving.map((edge) => targetPort(edge, names));
  // Lines of failures leave on the same side: from another one, elkjs 0.12.1 may lead them through the nodes in the row.
  const out = (outgoing.get(id) ?? []).filter((edge) => !leadsInside(edge)).map((edge) => sourceOf(edge, building));
  const name = names.node(id);
  if (picture.entry === id) into.push(portNames.start(name));
  if (handlers.has(id)) into.push(portNames.failed(name));
  return [
    ...[...new Set(into)].map((portId) => port(portId, side.into)),
    ...[...new Set(out)].map((portId) => port(portId, side.out)),
  ];
}

function port(id: string, side: string): ElkPort {
  return { id, width: 0, height: 0, layoutOptions: { "elk.port.side": side } };
}

function sourceOf({ id }: PictureEdge, { ports }: Pick<Building, "ports">): string {
  return ports.get(id) ?? "";
}

function elkEdge(edge: PictureEdge, building: Pick<Building, "names" | "ports">, isReversed: boolean): ElkEdge {
  const { names } = building;
  const ends = [sourceOf(edge, building), targetPort(edge, names)];
  const [source = "", target = ""] = isReversed ? ends.reverse() : ends;
  return {
    id: names.edge(edge.id),
    sources: [source],
    targets: [target],
    layoutOptions: { "elk.layered.priority.straightness": edge.kind === "error" ? "0" : "5" },
  };
}

/** The dot from which the flow starts, and the mark of failures that the flow's own handler gets. */
function marksOf(
  { entry, handler }: Picture,
  { direction, names, input }: Pick<Building, "direction" | "names"> & { readonly input: FittedText | undefined },
): { readonly nodes: ElkNode[]; readonly edges: ElkEdge[] } {
  const [nodes, edges]: [ElkNode[], ElkEdge[]] = [[], []];
  if (entry !== undefined) {
    nodes.push(markNode(markNames.start, startMark(input, direction), direction));
    edges.push(markEdge(markNames.start, portNames.start(names.node(entry))));
  }
  if (handler !== undefined) {
    nodes.push(markNode(markNames.failure, failureMark, direction));
    edges.push(failureEdge(markNames.failure, names.node(handler)));
  }
  return { nodes, edges };
}

function markNode(id: string, size: Size, direction: Direction): ElkNode {
  return { id, ...size, ports: [port(portNames.out(id), sidesOf(direction).out)], layoutOptions: nodeOptions };
}

function failureEdge(mark: string, handler: string): ElkEdge {
  return markEdge(mark, portNames.failed(handler));
}

function markEdge(id: string, target: string): ElkEdge {
  return { id: `${id}.edge`, sources: [portNames.out(id)], targets: [target] };
}
