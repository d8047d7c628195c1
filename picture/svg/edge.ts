import type { PlacedEdge, PlacedLabel, Point } from "../layout/placed.js";
import { conditionOf, type PictureEdge } from "../picture.js";
import type { Overlay } from "./overlay.js";
import { escapeXml, pixels, textElement } from "./svg-text.js";

/** Pixels: the radius of corners, the length of a tip, and the room for a join's mark in front of its node. */
const [cornerRadius, tipLength, joinRoom] = [8, 7, 9];

/** An edge with its tip and label. Edges of a join end at its mark, which has the tip's meaning. */
export function edgeElement({ edge, points, label }: PlacedEdge, isJoined: boolean, overlay?: Overlay): string {
  if (points.length < 2) return "";
  const line = lineElements(isJoined ? shortened(points, joinRoom) : points, !isJoined);
  const className = overlay === undefined ? classOf(edge) : `${classOf(edge)} ${overlay.edgeClass(edge)}`;
  const condition = conditionOf(edge);
  const title = condition === undefined ? "" : `<title>${escapeXml(condition)}</title>`;
  return `<g class="${className}" data-edge="${escapeXml(edge.id)}">${title}${line}${labelElement(label)}</g>`;
}

/** The words next to a line or in a mark. */
export function labelElement(label: PlacedLabel | undefined): string {
  if (label === undefined) return "";
  const { box, second } = label;
  const lines = [label, ...(second === undefined ? [] : [second])];
  return lines
    .map((line, index) => textElement(line, { x: box.x, y: box.y + 11 + 14 * index, className: "small" }))
    .join("");
}

/** The path of a line, and its tip. */
export function lineElements(points: readonly Point[], hasTip: boolean): string {
  const line = `<path class="line" d="${roundedPath(points)}"/>`;
  return hasTip ? line + tipElement(points) : line;
}

function classOf({ kind, isBack }: PictureEdge): string {
  return isBack === true ? `edge ${kind} back` : `edge ${kind}`;
}

function tipElement(points: readonly Point[]): string {
  const [before, end] = [points.at(-2), points.at(-1)];
  if (before === undefined || end === undefined) return "";
  const angle = Math.atan2(end.y - before.y, end.x - before.x);
  const corner = (turn: number): string => {
    const [x, y] = [end.x - Math.cos(angle + turn) * tipLength, end.y - Math.sin(angle + turn) * tipLength];
    return `${pixels(x)} ${pixels(y)}`;
  };
  return `<path class="tip" d="M${pixels(end.x)} ${pixels(end.y)}L${corner(0.42)}L${corner(-0.42)}Z"/>`;
}

function shortened(points: readonly Point[], by: number): Point[] {
  const [before, end] = [points.at(-2), points.at(-1)];
  if (before === undefined || end === undefined) return [...points];
  const length = Math.hypot(end.x - before.x, end.y - before.y);
  const part = length === 0 ? 0 : by / length;
  return [...points.slice(0, -1), { x: end.x - (end.x - before.x) * part, y: end.y - (end.y - before.y) * part }];
}

/** A path through points with rounded corners. */
export function roundedPath(points: readonly Point[]): string {
  return points.map((point, index) => pathPart(point, points[index - 1], points[index + 1])).join("");
}

function pathPart(point: Point, before: Point | undefined, after: Point | undefined): string {
  if (before === undefined) return `M${at(point)}`;
  if (after === undefined) return `L${at(point)}`;
  const [arriving, leaving] = [distance(before, point), distance(point, after)];
  const radius = Math.min(cornerRadius, arriving / 2, leaving / 2);
  if (radius < 0.5) return `L${at(point)}`;
  return `L${at(towards(point, before, radius / arriving))}Q${at(point)} ${at(towards(point, after, radius / leaving))}`;
}

function at({ x, y }: Point): string {
  return `${pixels(x)} ${pixels(y)}`;
}

function distance(from: Point, to: Point): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}

function towards(from: Point, to: Point, part: number): Point {
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}
