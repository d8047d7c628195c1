import type { Direction } from "../layout/elk-options.js";
import type { PlacedNode, Point } from "../layout/placed.js";
import { joinOf } from "../picture.js";
import { circleElement, rectElement } from "./svg-text.js";

/** Pixels: how far a join's bar is from its node, how thick it is, and how far it reaches over the outermost lines. */
const [distance, thickness, overhang] = [10, 5, 14];

/** The mark in front of a join: a bar waits for all groups, a ring runs for each arrival, a ring on a bar is one group of several. */
export function joinElements({ node, groups }: PlacedNode, direction: Direction): string {
  const kind = joinOf(node);
  const ports = groups.flatMap((port, group) => (port === undefined ? [] : [{ port, group }]));
  if (kind === undefined || ports.length === 0) return "";
  if (kind === "any") return ports.map(({ port }) => circleElement(before(port, 6, direction), 5, "any")).join("");
  const several = ports.filter(({ group }) => (node.arrival[group]?.length ?? 0) > 1);
  const rings = several.map(({ port }) => circleElement(before(port, distance + 4, direction), 4.5, "any"));
  const bar = barElement(
    ports.map(({ port }) => port),
    direction,
  );
  return bar + rings.join("");
}

function before({ x, y }: Point, by: number, direction: Direction): Point {
  return direction === "down" ? { x, y: y - by } : { x: x - by, y };
}

function barElement(ports: readonly Point[], direction: Direction): string {
  const along = ports.map(({ x, y }) => (direction === "down" ? x : y));
  const [first, last] = [Math.min(...along) - overhang, Math.max(...along) + overhang];
  const [port] = ports;
  if (port === undefined) return "";
  const start = before(port, distance, direction);
  const box =
    direction === "down"
      ? { x: first, y: start.y, width: last - first, height: thickness }
      : { x: start.x, y: first, width: thickness, height: last - first };
  return rectElement(box, "all", thickness / 2);
}
