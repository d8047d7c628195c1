import { barBox } from "../../picture/layout/join-bar.js";
import { joinOf, leadsInside } from "../../picture/picture.js";
import type { Box, PlacedEdge, PlacedMark, PlacedNode, PlacedPicture, Point } from "../../picture/layout/placed.js";

/** A piece of a line, and what may lie below it or next to it. */
interface Piece {
  readonly name: string;
  /** Undefined at a mark, which is no node. */
  readonly from: string | undefined;
  readonly to: string;
  readonly box: Box;
  /**
   * Whether it leads into a container from outside, which only flows with errors have: at the border, elkjs 0.12.1 may put several of these lines
   * on one.
   */
  readonly isStray: boolean;
}

/** Pixels that two lines may share: about the width of a rounded corner. */
const leastShared = 4;

/** What is wrong with the lines of a picture: each can be followed from its start to its tip, and each text can be read. */
export function edgeFaults(placed: PlacedPicture): string[] {
  const pieces = piecesOf(placed);
  return [
    ...new Set([
      ...crossedBoxes(placed, pieces),
      ...crossedBars(placed, pieces),
      ...sharedPieces(pieces),
      ...crossedLabels(placed, pieces),
    ]),
  ];
}

function piecesOf({ picture, nodes, edges, start, failure }: PlacedPicture): Piece[] {
  const parents = new Map(nodes.map(({ node }) => [node.id, node.parent]));
  const isStray = ({ from, to, kind }: PlacedEdge["edge"]): boolean => {
    const around = parents.get(to);
    if (around === undefined || leadsInside({ kind })) return false;
    for (let at: string | undefined = from; at !== undefined; at = parents.get(at)) if (at === around) return false;
    return true;
  };
  const ofMark = (name: string, mark: PlacedMark | undefined, to: string | undefined): Piece[] =>
    mark === undefined || to === undefined
      ? []
      : segments(mark.points).map((box) => ({ name, from: undefined, to, box, isStray: false }));
  return [
    ...edges.flatMap(({ edge, points }) =>
      segments(points).map((box): Piece => ({
        name: edge.id,
        from: edge.from,
        to: edge.to,
        box,
        isStray: isStray(edge),
      })),
    ),
    ...ofMark("the start", start, picture.entry),
    ...ofMark("any failure", failure, picture.handler),
    ...nodes.flatMap(({ node, failure: mark }) => ofMark(`any failure in ${node.id}`, mark, node.container?.handler)),
  ];
}

function segments(points: readonly Point[]): Box[] {
  return points.slice(1).map((to, index) => {
    const from = points[index] ?? to;
    const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)];
    return { x, y, width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) };
  });
}

/** Lines lead through no node, mark or container where they have no business. */
function crossedBoxes({ nodes, start, failure }: PlacedPicture, pieces: readonly Piece[]): string[] {
  const parents = new Map(nodes.map(({ node }) => [node.id, node.parent]));
  const isWithin = (id: string | undefined, container: string): boolean => {
    for (let at = id; at !== undefined; at = parents.get(at)) if (at === container) return true;
    return false;
  };
  const marks = [start, failure, ...nodes.map((node) => node.failure)].flatMap((mark) => mark?.box ?? []);
  const eaches = nodes.flatMap(({ each }) => each ?? []);
  return pieces.flatMap((piece) => {
    const crossed = nodes.filter((other) => crosses(piece.box, other.box) && !isEndOf(other, piece, isWithin));
    const isMarked = [...marks, ...eaches].some((mark) => crosses(piece.box, mark));
    const faults = crossed.map(({ node }) => `${piece.name} leads through ${node.id}`);
    return isMarked ? [...faults, `${piece.name} leads through a mark`] : faults;
  });
}

function isEndOf(
  { node }: PlacedNode,
  { from, to }: Piece,
  isWithin: (id: string | undefined, container: string) => boolean,
): boolean {
  return node.container !== undefined && (isWithin(from, node.id) || isWithin(to, node.id));
}

/** Whether a line is in the inside of a box, not on its border. */
function crosses(line: Box, box: Box): boolean {
  return (
    line.x < box.x + box.width - 1 &&
    box.x + 1 < line.x + line.width &&
    line.y < box.y + box.height - 1 &&
    box.y + 1 < line.y + line.height
  );
}

function barsOf({ nodes, direction }: PlacedPicture): { readonly to: string; readonly box: Box }[] {
  return nodes.flatMap(({ node, groups }) => {
    const box =
      joinOf(node) === "all"
        ? barBox(
            groups.flatMap((port) => port ?? []),
            direction,
          )
        : undefined;
    return box === undefined ? [] : [{ to: node.id, box }];
  });
}

/** A line that touches the bar of a join seems to be one of its groups. */
function crossedBars(placed: PlacedPicture, pieces: readonly Piece[]): string[] {
  return barsOf(placed).flatMap(({ to, box }) =>
    pieces
      .filter((piece) => piece.to !== to && piece.from !== to && crosses(piece.box, box))
      .map((piece) => `${piece.name} leads through the bar of ${to}`),
  );
}

/** Lines of edges that share neither source nor target are not on top of each other. */
function sharedPieces(pieces: readonly Piece[]): string[] {
  return pieces.flatMap((one, index) =>
    pieces
      .slice(index + 1)
      .filter(
        (other) =>
          !(one.isStray && other.isStray) &&
          one.name !== other.name &&
          (one.from === undefined || one.from !== other.from) &&
          one.to !== other.to &&
          isShared(one.box, other.box),
      )
      .map((other) => `${one.name} and ${other.name} are on one line`),
  );
}

function isShared(one: Box, other: Box): boolean {
  const across = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const along = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  // Lines that are less than two pixels apart look like one.
  return (
    (across > leastShared && along > -2 && one.height < 1 && other.height < 1) ||
    (along > leastShared && across > -2 && one.width < 1 && other.width < 1)
  );
}

/** No text is struck through by a line, be it its own, or by the border of a container. */
function crossedLabels(placed: PlacedPicture, pieces: readonly Piece[]): string[] {
  const { nodes, edges, start, failure } = placed;
  const labels = [
    ...edges.flatMap(({ edge, label }: PlacedEdge) => (label === undefined ? [] : [{ name: edge.id, box: label.box }])),
    ...(start?.label === undefined ? [] : [{ name: "the start", box: start.label.box }]),
  ];
  const borders = nodes
    .filter(({ node }) => node.container !== undefined)
    .flatMap(({ box, node }) => bordersOf(box).map((border) => ({ name: `the border of ${node.id}`, box: border })));
  const marks = [failure, ...nodes.map((node) => node.failure)].flatMap((mark) => mark?.box ?? []);
  const boxes = [...marks, ...nodes.flatMap(({ each }) => each ?? []), ...barsOf(placed).map((bar) => bar.box)];
  const others = [...pieces, ...borders, ...boxes.map((box) => ({ name: "a mark", box }))];
  return labels.flatMap(({ name, box }) =>
    others
      .filter((piece) => crosses(piece.box, { x: box.x - 1, y: box.y, width: box.width + 2, height: box.height }))
      .map((piece) => `${piece.name} leads through the label of ${name}`),
  );
}

function bordersOf({ x, y, width, height }: Box): Box[] {
  return [
    { x, y, width, height: 0 },
    { x, y: y + height, width, height: 0 },
    { x, y, width: 0, height },
    { x: x + width, y, width: 0, height },
  ];
}
