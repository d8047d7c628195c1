import { joinOf } from "../picture.js";
import type { Direction } from "./elk-options.js";
import type { Box, PlacedNode, Point } from "./placed.js";

/** Pixels: how far a join's bar is from its node, how thick it is, and how far it reaches over the outermost lines. */
export const [barDistance, barThickness, barOverhang] = [10, 5, 14];

/** The bar in front of a join that waits for all of its groups, which meet it at these points. */
export function barBox(ports: readonly Point[], direction: Direction): Box | undefined {
  const [port] = ports;
  if (port === undefined) return undefined;
  const along = ports.map(({ x, y }) => (direction === "down" ? x : y));
  const [first, last] = [Math.min(...along) - barOverhang, Math.max(...along) + barOverhang];
  return direction === "down"
    ? { x: first, y: port.y - barDistance, width: last - first, height: barThickness }
    : { x: port.x - barDistance, y: first, width: barThickness, height: last - first };
}

/** Pixels in front of a join that its marks take: rings reach further than the bar. */
const markReach = 19;

/** The room that the marks in front of a join take; undefined for nodes that are none. */
export function joinRoom({ node, groups }: Pick<PlacedNode, "node" | "groups">, direction: Direction): Box | undefined {
  const bar =
    joinOf(node) === undefined
      ? undefined
      : barBox(
          groups.flatMap((port) => port ?? []),
          direction,
        );
  if (bar === undefined) return undefined;
  const more = markReach - barDistance;
  return direction === "down"
    ? { ...bar, y: bar.y - more, height: bar.height + more }
    : { ...bar, x: bar.x - more, width: bar.width + more };
}
