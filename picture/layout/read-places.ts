import type { LayoutPlan } from "./elk-graph.js";
import type { PlacedElkEdge, PlacedElkNode } from "./elk-json.js";
import { conditionOf, type PictureEdge } from "../picture.js";
import { conditionLines, placedCondition } from "./condition-labels.js";
import { joinRoom } from "./join-bar.js";
import { fitted, type FittedText, typefaces } from "./node-size.js";
import { markNames, portNames } from "./part-names.js";
import { shownText } from "../shown-text.js";
import { type Line, placeLabels } from "./place-labels.js";
import type { Box, PlacedLabel, PlacedMark, PlacedNode, PlacedPicture, Point } from "./placed.js";

/** Reads the places that ELK found. */
export function placedPicture(plan: LayoutPlan, root: PlacedElkNode): PlacedPicture {
  const { picture, direction, names, reversed } = plan;
  const found = collect(root);
  const byName = new Map(picture.nodes.map((node) => [names.node(node.id), node]));
  const nodes = found.order.flatMap((name): PlacedNode[] => {
    const node = byName.get(name);
    const size = node === undefined ? undefined : plan.sizes.get(node.id);
    const box = found.boxes.get(name);
    if (node === undefined || size === undefined || box === undefined) return [];
    const groups = node.arrival.map((_, group) => found.ports.get(portNames.group(name, group)));
    const failure = failureAt(markNames.failureIn(name), found, plan);
    return [{ node, box, size, groups, each: found.boxes.get(markNames.each(name)), failure }];
  });
  const lines = picture.edges.map((edge) => {
    const points = pointsOf(found.edges.get(names.edge(edge.id)));
    return { edge, points: reversed.has(edge.id) ? points.reverse() : points };
  });
  const conditions = picture.edges.map((edge) => {
    const text = plan.conditions.get(edge.id);
    return text && placedCondition(text, found.edges.get(names.edge(edge.id)), direction);
  });
  const start = markOf(markNames.start, found);
  const failure = failureAt(markNames.failure, found, plan);
  const failures = [failure, ...nodes.map((node) => node.failure)];
  const place = labelPlacer(plan, { nodes, marks: [start, ...failures], root });
  const inputTexts = direction === "down" && plan.input !== undefined ? [[plan.input]] : [];
  const [label, ...labels] = place([
    { points: start?.points ?? [], texts: inputTexts },
    ...lines.map(({ edge, points }, index): Line => {
      const isCondition = conditionOf(edge) !== undefined;
      return { points, kept: conditions[index], texts: edgeTexts(edge), isCondition };
    }),
    ...failures.map((mark): Line => ({ points: mark?.points ?? [], texts: [] })),
  ]);
  return {
    picture,
    direction,
    width: root.width ?? 0,
    height: root.height ?? 0,
    nodes,
    edges: lines.map((line, index) => ({ ...line, label: labels[index] })),
    start: start && { ...start, label: direction === "down" ? label : labelOfMark(start, plan.input) },
    failure,
  };
}

/** Pixels: the widest label of an edge, and how wide it is where there is less room. */
const [widestLabel, narrowLabel] = [180, 100];

function edgeTexts(edge: PictureEdge): readonly (readonly FittedText[])[] {
  const { label } = edge;
  if (label === undefined) return [];
  const [wide, narrow] = [widestLabel, narrowLabel].map((width) => [fitted(label, width, typefaces.small)]);
  const isCondition = conditionOf(edge) !== undefined;
  return [wide ?? [], ...(isCondition ? [conditionLines(shownText(label))] : []), narrow ?? []];
}

type Unlabelled = Omit<PlacedMark, "label">;

interface Surroundings {
  readonly nodes: readonly PlacedNode[];
  readonly marks: readonly (Unlabelled | undefined)[];
  readonly root: PlacedElkNode;
}

function labelPlacer(
  { direction }: LayoutPlan,
  { nodes, marks, root: { width = 0, height = 0 } }: Surroundings,
): (lines: readonly Line[]) => (PlacedLabel | undefined)[] {
  const boxesOf = (isContainer: boolean): Box[] =>
    nodes.filter(({ node }) => (node.container !== undefined) === isContainer).map(({ box }) => box);
  const joins = nodes.flatMap((node) => joinRoom(node, direction) ?? []);
  const others = marks.flatMap((one) => (one === undefined ? [] : [one.box]));
  const boxes = [...boxesOf(false), ...nodes.flatMap(({ each }) => each ?? []), ...joins, ...others];
  return (lines) => placeLabels(lines, { direction, width, height, boxes, containers: boxesOf(true) });
}

function markOf(name: string, { boxes, edges }: Found): Unlabelled | undefined {
  const box = boxes.get(name);
  return box && { box, points: pointsOf(edges.get(`${name}.edge`)) };
}

function failureAt(name: string, found: Found, { failure }: LayoutPlan): PlacedMark | undefined {
  const mark = markOf(name, found);
  return mark && { ...mark, label: labelOfMark(mark, failure) };
}

/** In the middle of a mark, at its upper border. */
function labelOfMark({ box }: Unlabelled, text: FittedText | undefined): PlacedLabel | undefined {
  if (text === undefined) return undefined;
  return { ...text, box: { x: box.x + (box.width - text.width) / 2, y: box.y + 3, width: text.width, height: 14 } };
}

interface Found {
  /** Names of nodes, from the outside. */
  readonly order: string[];
  readonly boxes: Map<string, Box>;
  readonly ports: Map<string, Point>;
  readonly edges: Map<string, PlacedElkEdge>;
}

function collect(root: PlacedElkNode): Found {
  const found: Found = { order: [], boxes: new Map(), ports: new Map(), edges: new Map() };
  const visit = (node: PlacedElkNode): void => {
    for (const edge of node.edges ?? []) found.edges.set(edge.id, edge);
    for (const { id, x = 0, y = 0, width = 0, height = 0, ports = [], ...child } of node.children ?? []) {
      found.order.push(id);
      found.boxes.set(id, { x, y, width, height });
      for (const port of ports) found.ports.set(port.id, { x: port.x ?? 0, y: port.y ?? 0 });
      visit({ id, ...child });
    }
  };
  visit(root);
  return found;
}

function pointsOf(edge: PlacedElkEdge | undefined): Point[] {
  return (edge?.sections ?? []).flatMap(({ startPoint, bendPoints = [], endPoint }) => {
    return [startPoint, ...bendPoints, endPoint];
  });
}
