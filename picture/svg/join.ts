import type { Direction } from "../layout/elk-options.js";
import { barBox, barDistance, barThickness } from "../layout/join-bar.js";
import type { PlacedNode, Point } from "../layout/placed.js";
import { joinOf } from "../picture.js";
import { circleElement, rectElement } from "./svg-text.js";

/** The mark in front of a join: a bar waits for all groups, a ring runs for each arrival, a ring on a bar is one group of several. */
export function joinElements({ node, groups }: PlacedNode, direction: Direction): string {
  const kind = joinOf(node);
  const ports = groups.flatMap((port, group) => (port === undefined ? [] : [{ port, group }]));
  if (kind === undefined || ports.length === 0) return "";
  if (kind === "any") return ports.map(({ port }) => circleElement(before(port, 6, direction), 5, "any")).join("");
  const several = ports.filter(({ group }) => (node.arrival[group]?.length ?? 0) > 1);
  const rings = several.map(({ port }) => circleElement(before(port, barDistance + 4, direction), 4.5, "any"));
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
  const box = barBox(ports, direction);
  return box === undefined ? "" : rectElement(box, "all", barThickness / 2);
}
