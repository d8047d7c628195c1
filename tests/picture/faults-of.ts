import type { Box, PlacedNode, PlacedPicture } from "../../picture/layout/placed.js";
import { dispatchOrder } from "../../picture/layout/dispatch-order.js";
import { leadsInside } from "../../picture/picture.js";
import { reversedEdges } from "../../picture/layout/reversed-edges.js";
import { allElements, type Element, numberOf, parseXml, textOf } from "./parse-xml.js";

/** What is wrong with the places in a picture; nothing may be. */
export function placeFaults(placed: PlacedPicture): string[] {
  const { picture, nodes, edges } = placed;
  const byId = new Map(nodes.map((node) => [node.node.id, node]));
  const missing = picture.nodes.filter(({ id }) => !byId.has(id)).map(({ id }) => `${id} has no place`);
  const reversed = reversedEdges(picture, dispatchOrder(picture));
  const lines = edges.flatMap(({ edge, points }) => {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    const [start, end] = [points[0], points.at(-1)];
    if (from === undefined || to === undefined) return [`${edge.id} leads nowhere`];
    if (start === undefined || end === undefined || points.length < 2) return [`${edge.id} has no line`];
    const source = leadsInside(edge) ? from.each : from.box;
    if (source === undefined || !touches(start, source)) return [`${edge.id} does not start at its node`];
    if (!touches(end, to.box)) return [`${edge.id} does not end at its node`];
    return reversed.has(edge.id) || leadsOn(source, to.box, placed) ? [] : [`${edge.id} leads against the flow`];
  });
  return [...missing, ...overlaps(placed), ...lines, ...labelFaults(placed)];
}

function leadsOn(from: Box, to: Box, { direction }: PlacedPicture): boolean {
  // A line into a container or out of it only has to run in the right direction.
  return direction === "down" ? to.y + to.height > from.y : to.x + to.width > from.x;
}

function touches({ x, y }: { readonly x: number; readonly y: number }, box: Box): boolean {
  return x >= box.x - 1 && x <= box.x + box.width + 1 && y >= box.y - 1 && y <= box.y + box.height + 1;
}

function isAround(outer: PlacedNode, inner: PlacedNode, byId: ReadonlyMap<string, PlacedNode>): boolean {
  for (let at = inner.node.parent; at !== undefined; at = byId.get(at)?.node.parent)
    if (at === outer.node.id) return true;
  return false;
}

function overlaps({ nodes, start, failure }: PlacedPicture): string[] {
  const byId = new Map(nodes.map((node) => [node.node.id, node]));
  const faults = nodes.flatMap((one, index) =>
    nodes.slice(index + 1).flatMap((other) => {
      const names = `${one.node.id}, ${other.node.id}`;
      if (isAround(one, other, byId)) return contains(one.box, other.box) ? [] : [`${names}: not inside`];
      if (isAround(other, one, byId)) return contains(other.box, one.box) ? [] : [`${names}: not inside`];
      return overlap(one.box, other.box) ? [`${names}: overlap`] : [];
    }),
  );
  const marks = [start, failure, ...nodes.map((node) => node.failure)].flatMap((mark) => mark?.box ?? []);
  const eaches = nodes.flatMap(({ each }) => (each === undefined ? [] : [each]));
  const leaves = nodes.filter(({ node }) => node.container === undefined);
  for (const { box, each, failure: mark } of nodes) {
    for (const inner of [each, mark?.box])
      if (inner !== undefined && !contains(box, inner)) faults.push("a mark is outside");
  }
  for (const mark of [...marks, ...eaches]) {
    for (const { node, box } of leaves) if (overlap(mark, box)) faults.push(`${node.id} covers a mark`);
  }
  return faults;
}

/** A label may cross a line, but no node and no other label. */
function labelFaults({ nodes, edges, width, height }: PlacedPicture): string[] {
  const leaves = nodes.filter(({ node }) => node.container === undefined);
  const labels = edges.flatMap(({ edge, label }) => (label === undefined ? [] : [{ edge, box: label.box }]));
  return labels.flatMap(({ edge, box }, index) => [
    ...leaves.filter((leaf) => overlap(leaf.box, box)).map(({ node }) => `the label of ${edge.id} covers ${node.id}`),
    ...labels
      .slice(index + 1)
      .filter((other) => overlap(other.box, box))
      .map((other) => `${other.edge.id}: labels overlap`),
    ...(contains({ x: 0, y: 0, width, height }, box) ? [] : [`the label of ${edge.id} is outside`]),
  ]);
}

function overlap(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

function contains(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** Pairs of siblings in one row, and those that are in another order than they are started in. */
export function siblingPairs({ nodes, edges, direction }: PlacedPicture): {
  readonly all: number;
  readonly mirrored: string[];
} {
  const byId = new Map(nodes.map((node) => [node.node.id, node]));
  const [along, across] = direction === "down" ? (["y", "x"] as const) : (["x", "y"] as const);
  let all = 0;
  const mirrored: string[] = [];
  for (const { node } of nodes) {
    const targets = edges
      .filter(({ edge }) => edge.from === node.id && edge.isBack !== true && edge.kind !== "error")
      .flatMap(({ edge }) => byId.get(edge.to) ?? [])
      // What others start too is placed between all of its parents.
      .filter(({ node: { arrival, container } }) => arrival.flat().length === 1 && container === undefined);
    for (const [index, target] of targets.entries()) {
      const next = targets[index + 1];
      if (next === undefined || Math.abs(target.box[along] - next.box[along]) > 30) continue;
      all += 1;
      if (target.box[across] > next.box[across]) mirrored.push(`${target.node.id}, ${next.node.id}`);
    }
  }
  return { all, mirrored };
}

/** Texts of an SVG that leave the shape that they are written on, or the picture. Throws if it is no XML. */
export function textFaults(svg: string): string[] {
  const root = parseXml(svg);
  const canvas = { x: 0, y: 0, width: numberOf(root, "width"), height: numberOf(root, "height") };
  const faults: string[] = [];
  const graph = root.children.find((child): child is Element => typeof child === "object" && child.name === "g");
  if (graph === undefined) throw new Error("no graph");
  const [dx = 0, dy = 0] = (/translate\((.+)\)/u.exec(graph.attributes.get("transform") ?? "")?.[1] ?? "")
    .split(" ")
    .map(Number);
  for (const element of allElements(graph)) {
    const isNode = element.attributes.has("data-node") || element.attributes.get("class") === "failure";
    const texts = allElements(element).filter(({ name }) => name === "text");
    if (isNode) faults.push(...texts.filter((text) => !contains(shapeOf(element), boxOfText(text))).map(textOf));
    if (element.name !== "text") continue;
    const box = boxOfText(element);
    if (!contains(canvas, { ...box, x: box.x + dx, y: box.y + dy })) faults.push(`${textOf(element)} is outside`);
  }
  const heads = root.children.filter((child): child is Element => typeof child === "object" && child.name === "text");
  return [...faults, ...heads.filter((head) => !contains(canvas, boxOfText(head))).map(textOf)];
}

/** Texts of nodes and edges that the marks of nodes cover or touch. */
export function markFaults(svg: string): string[] {
  const elements = parseXml(svg)
    .children.filter((child): child is Element => typeof child === "object" && child.name === "g")
    .flatMap(allElements);
  const classOf = (element: Element): string => element.attributes.get("class") ?? "";
  const marks = elements.filter((element) => classOf(element) === "mark-box").map(boxOfRect);
  const texts = elements.filter((element) => element.name === "text" && classOf(element) !== "mark-text");
  // With its highest and its lowest letters, and a pixel of air around them.
  const boxOf = (text: Element): Box => ({ ...boxOfText(text), y: numberOf(text, "y") - 11.5, height: 16 });
  return texts.filter((text) => marks.some((mark) => overlap(mark, boxOf(text)))).map(textOf);
}

/** From the width that the text states. */
function boxOfText(text: Element): Box {
  const isEmpty = textOf(text) === "";
  const width = isEmpty ? 0 : numberOf(text, "textLength");
  const x = numberOf(text, "x") - (text.attributes.get("text-anchor") === "middle" ? width / 2 : 0);
  return { x, y: numberOf(text, "y") - 9, width, height: 11 };
}

function boxOfRect(rect: Element): Box {
  const [x, y] = [numberOf(rect, "x"), numberOf(rect, "y")];
  return { x, y, width: numberOf(rect, "width"), height: numberOf(rect, "height") };
}

/** The box of a node, or the part of a router between its points. */
function shapeOf(group: Element): Box {
  const shape = allElements(group).find(({ attributes }) => attributes.get("class") === "box");
  if (shape === undefined) throw new Error("a node without a shape");
  if (shape.name === "rect") return boxOfRect(shape);
  const [left = 0, top = 0, right = 0, , , , bottom = 0] =
    (shape.attributes.get("d") ?? "").match(/-?[\d.]+/gu)?.map(Number) ?? [];
  return { x: left, y: top, width: right - left, height: bottom - top };
}
