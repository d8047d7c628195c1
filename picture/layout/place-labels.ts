import type { Direction } from "./elk-options.js";
import type { FittedText } from "./node-size.js";
import type { Box, PlacedLabel, Point } from "./placed.js";

/** Pixels: of a label's box, and between it and its line. */
const [labelHeight, gap] = [14, 4];

export interface Surroundings extends Pick<Box, "width" | "height"> {
  readonly direction: Direction;
  /** What no label may cover. */
  readonly boxes: readonly Box[];
  /** What labels may be inside of, but not on the border. */
  readonly containers: readonly Box[];
}

export interface Line {
  readonly points: readonly Point[];
  readonly text: FittedText | undefined;
  /** Whether it is left out where it would cover something: conditions are long, and also in the edge's title. */
  readonly isOptional?: boolean;
}

/**
 * Finds a place next to each line for its text, where it covers nothing. The layout does not know of these texts: there, each would
 * cost a row of its own.
 */
export function placeLabels(lines: readonly Line[], surroundings: Surroundings): (PlacedLabel | undefined)[] {
  const { direction, boxes, containers, width, height } = surroundings;
  const taken = [...boxes, ...[...containers, { x: 0, y: 0, width, height }].flatMap(bordersOf)];
  const segments = lines.flatMap(({ points }) => segmentsOf(points).map(boxOf));
  const placed = new Map<Line, PlacedLabel | undefined>();
  const place = ({ text, points, isOptional = false }: Line): PlacedLabel | undefined => {
    if (text === undefined || points.length < 2) return undefined;
    const room = isOptional ? overhang : 0;
    const countCovered = (box: Box): number =>
      1000 * countOverlaps(grown(box, room), taken) + countOverlaps(box, segments);
    const places = placesOf(points, text.width, direction).map((box) => ({ box, covered: countCovered(box) }));
    const { box, covered } = places.reduce((best, one) => (one.covered < best.covered ? one : best));
    if (isOptional && covered >= 1000) return undefined;
    taken.push(box);
    return { ...text, box };
  };
  const isLast = (line: Line): boolean => line.isOptional === true;
  for (const line of [...lines.filter((one) => !isLast(one)), ...lines.filter(isLast)]) placed.set(line, place(line));
  return lines.map((line) => placed.get(line));
}

/** Pixels: how far the marks of a run reach over their nodes. */
const overhang = 11;

function grown({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

type Segment = readonly [Point, Point];

function segmentsOf(points: readonly Point[]): Segment[] {
  return points.slice(1).map((point, index) => [points[index] ?? point, point]);
}

/** Places on both sides of each segment; first of the longest one that runs the flow's way. */
function placesOf(points: readonly Point[], width: number, direction: Direction): Box[] {
  const along = ([from, to]: Segment): number =>
    direction === "down" ? Math.abs(to.y - from.y) : Math.abs(to.x - from.x);
  const across = ([from, to]: Segment): number =>
    direction === "down" ? Math.abs(to.x - from.x) : Math.abs(to.y - from.y);
  const segments = segmentsOf(points);
  const longest = [...segments].sort((one, other) => along(other) - along(one));
  const others = [...segments].sort((one, other) => across(other) - across(one));
  return [...longest, ...others].flatMap((segment) => sidesOf(segment, width));
}

function sidesOf([from, to]: Segment, width: number): Box[] {
  const size = { width, height: labelHeight };
  return [1 / 2, 1 / 4, 3 / 4].flatMap((part) => {
    const [x, y] = [from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part];
    return Math.abs(to.y - from.y) >= Math.abs(to.x - from.x)
      ? [
          { x: x + gap + 2, y: y - labelHeight / 2, ...size },
          { x: x - gap - 2 - width, y: y - labelHeight / 2, ...size },
        ]
      : [
          { x: x - width / 2, y: y - labelHeight - gap, ...size },
          { x: x - width / 2, y: y + gap, ...size },
        ];
  });
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

function countOverlaps(box: Box, others: readonly Box[]): number {
  return others.reduce((count, other) => (overlap(box, other) ? count + 1 : count), 0);
}

function overlap(one: Box, other: Box): boolean {
  return (
    one.x <= other.x + other.width &&
    other.x <= one.x + one.width &&
    one.y <= other.y + other.height &&
    other.y <= one.y + one.height
  );
}
