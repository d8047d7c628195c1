import type { Direction } from "./elk-options.js";
import type { FittedText } from "./node-size.js";
import type { Box, PlacedLabel, Point } from "./placed.js";

/** Pixels: of a line of a label, and between it and its edge. */
const [lineHeight, gap] = [14, 4];

export interface Surroundings extends Pick<Box, "width" | "height"> {
  readonly direction: Direction;
  /** What no label may cover. */
  readonly boxes: readonly Box[];
  /** What labels may be inside of, but not on the border. */
  readonly containers: readonly Box[];
}

export interface Line {
  readonly points: readonly Point[];
  /** The label at the place that the layout kept for it. */
  readonly kept?: PlacedLabel | undefined;
  /** What to write next to the line: the first of these texts that has room. One or two lines each. */
  readonly texts: readonly (readonly FittedText[])[];
  /** Whether it is a condition, which is further away from nodes: their marks reach over them. */
  readonly isCondition?: boolean;
}

/**
 * Finds a place next to each line for its text, where it covers nothing and no line strikes it through. The layout does not know of most of
 * these texts: there, each would cost a row of its own. A text without such a place is left out: the edge's title and colour say the same.
 */
export function placeLabels(lines: readonly Line[], surroundings: Surroundings): (PlacedLabel | undefined)[] {
  const { direction, boxes, containers, width, height } = surroundings;
  const taken = [...boxes, ...[...containers, { x: 0, y: 0, width, height }].flatMap(bordersOf)];
  const segments = lines.flatMap(({ points }) => segmentsOf(points).map(boxOf));
  const isFree = (box: Box, room: number): boolean =>
    !segments.some((segment) => overlap(box, segment)) && !taken.some((other) => overlap(grown(box, room), other));
  const placed = new Map<Line, PlacedLabel>();
  const keep = (line: Line, label: PlacedLabel | undefined): void => {
    if (label === undefined) return;
    taken.push(label.box);
    placed.set(line, label);
  };
  for (const line of lines) if (line.kept !== undefined && isFree(line.kept.box, 0)) keep(line, line.kept);
  const rest = lines.filter((line) => !placed.has(line));
  const isLast = (line: Line): boolean => line.isCondition === true;
  for (const line of [...rest.filter((one) => !isLast(one)), ...rest.filter(isLast)]) {
    keep(line, freeLabel(line, direction, isFree));
  }
  return lines.map((line) => placed.get(line));
}

/** Pixels: how far the marks of a run reach over their nodes, and what is kept free where there is no room for that. */
const [overhang, leastRoom] = [11, 1];

function freeLabel(
  { points, texts, isCondition = false }: Line,
  direction: Direction,
  isFree: (box: Box, room: number) => boolean,
): PlacedLabel | undefined {
  const segments = inOrder(points, direction);
  for (const room of isCondition ? [overhang, leastRoom] : [overhang, leastRoom, 0]) {
    for (const [first, second] of texts) {
      if (first === undefined) continue;
      const size = {
        width: Math.max(first.width, second?.width ?? 0),
        height: second === undefined ? lineHeight : 2 * lineHeight,
      };
      const box = placesOf(segments, size).find((place) => isFree(place, room));
      if (box !== undefined) return { ...first, box, ...(second !== undefined && { second }) };
    }
  }
  return undefined;
}

function placesOf(segments: readonly Segment[], size: Pick<Box, "width" | "height">): Box[] {
  return [coarse, fine].flatMap((parts) =>
    segments.flatMap((segment) => parts.flatMap((part) => sidesOf(segment, part, size))),
  );
}

/** Where along a segment a label may be: first near its middle. */
const [coarse, fine] = [
  [1 / 2, 1 / 4, 3 / 4],
  [3 / 8, 5 / 8, 1 / 8, 7 / 8, 1 / 16, 15 / 16],
];

type Segment = readonly [Point, Point];

function segmentsOf(points: readonly Point[]): Segment[] {
  return points.slice(1).map((point, index) => [points[index] ?? point, point]);
}

/** First the longest segment that runs the flow's way. */
function inOrder(points: readonly Point[], direction: Direction): Segment[] {
  const along = ([from, to]: Segment): number =>
    direction === "down" ? Math.abs(to.y - from.y) : Math.abs(to.x - from.x);
  const across = ([from, to]: Segment): number =>
    direction === "down" ? Math.abs(to.x - from.x) : Math.abs(to.y - from.y);
  const segments = segmentsOf(points);
  const longest = segments.filter((segment) => along(segment) > 0).sort((one, other) => along(other) - along(one));
  const others = segments.filter((segment) => across(segment) > 0).sort((one, other) => across(other) - across(one));
  return [...longest, ...others];
}

/** Places on both sides of a segment. */
function sidesOf([from, to]: Segment, part: number, size: Pick<Box, "width" | "height">): Box[] {
  const { width, height } = size;
  const [x, y] = [from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part];
  return Math.abs(to.y - from.y) >= Math.abs(to.x - from.x)
    ? [
        { x: x + gap + 2, y: y - height / 2, ...size },
        { x: x - gap - 2 - width, y: y - height / 2, ...size },
      ]
    : [
        { x: x - width / 2, y: y - height - gap, ...size },
        { x: x - width / 2, y: y + gap, ...size },
      ];
}

function boxOf([from, to]: Segment): Box {
  return {
    x: Math.min(from.x, to.x),
    y: Math.min(from.y, to.y),
    width: Math.abs(to.x - from.x),
    height: Math.abs(to.y - from.y),
  };
}

function bordersOf({ x, y, width, height }: Box): Box[] {
  return [
    { x, y, width, height: 0 },
    { x, y: y + height, width, height: 0 },
    { x, y, width: 0, height },
    { x: x + width, y, width: 0, height },
  ];
}

function grown({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

function overlap(one: Box, other: Box): boolean {
  return (
    one.x <= other.x + other.width &&
    other.x <= one.x + one.width &&
    one.y <= other.y + other.height &&
    other.y <= one.y + one.height
  );
}
