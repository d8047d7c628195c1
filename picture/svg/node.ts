import { classLine, frameInset, pillGap, routerPoint, typefaces } from "../layout/node-size.js";
import type { Direction } from "../layout/elk-options.js";
import type { Box, PlacedNode, Point } from "../layout/placed.js";
import type { Sign } from "../picture.js";
import { nodeTitle } from "../text/titles.js";
import { joinElements } from "./join.js";
import { markElements, type Overlay } from "./overlay.js";
import { circleElement, escapeXml, pixels, rectElement, textElement } from "./svg-text.js";

/** A node: its shape, what is written on it, the mark of its join in front of it, and what is drawn over it. */
export function nodeElement(placed: PlacedNode, direction: Direction, overlay?: Overlay): string {
  const { node, box } = placed;
  const content = node.container === undefined ? nodeContent(placed) : containerContent(placed);
  const shape =
    node.kind === "router" ? routerShape(box) : rectElement(box, "box", node.container === undefined ? 9 : 14);
  const frame = node.flow === undefined ? "" : frameElement(box);
  const classes = [
    "node",
    node.kind,
    ...(node.flow === undefined ? [] : ["child"]),
    ...(node.container === undefined ? [] : ["container"]),
  ];
  if (overlay !== undefined) classes.push(overlay.nodeClass(node));
  const facts = overlay === undefined ? [] : [overlay.titleOf(node)];
  const title = `<title>${escapeXml([nodeTitle(node), ...facts].join("\n"))}</title>`;
  const marks = overlay === undefined ? "" : markElements(node, box, overlay.marksOf(node));
  const inside = `${title}${shape}${frame}${content}${joinElements(placed, direction)}${marks}`;
  return `<g class="${classes.join(" ")}" data-node="${escapeXml(node.id)}">${inside}</g>`;
}

/** The dot from which each item of a container starts, or the flow inside. */
export function eachElement({ node, each }: PlacedNode): string {
  return each === undefined
    ? ""
    : circleElement(
        { x: each.x + each.width / 2, y: each.y + each.height / 2 },
        5,
        node.flow === undefined ? "each" : "dot",
      );
}

function routerShape({ x, y, width, height }: Box): string {
  const [left, right] = [pixels(x + routerPoint), pixels(x + width - routerPoint)];
  const middle = pixels(y + height / 2);
  const [top, bottom] = [pixels(y), pixels(y + height)];
  const path = `M${left} ${top}H${right}L${pixels(x + width)} ${middle}L${right} ${bottom}H${left}L${pixels(x)} ${middle}Z`;
  return `<path class="box" d="${path}"/>`;
}

function nodeContent({ node, box, size }: PlacedNode): string {
  const middle = box.x + box.width / 2;
  // A node that many lines meet may be higher than its texts.
  const top = box.y + (box.height - size.height) / 2;
  const centered = { x: middle, isCentered: true };
  const parts = [textElement(size.label, { ...centered, y: top + 20, className: "label" })];
  if (size.detail !== undefined) {
    parts.push(textElement(size.detail, { ...centered, y: top + 37, className: "callable" }));
  }
  if (node.isClass === true) parts.push(sidesOfClass(box, node.kind === "router"));
  const total = size.pills.reduce((width, pill) => width + pill.outerWidth + pillGap, -pillGap);
  return parts.join("") + pillElements(size, { x: middle - total / 2, y: top + size.height - 21 });
}

function containerContent({ box, size }: PlacedNode): string {
  const at = { x: box.x + 16 };
  const caption =
    size.detail === undefined ? "" : textElement(size.detail, { ...at, y: box.y + 35, className: "small" });
  const label = textElement(size.label, { ...at, y: box.y + 20, className: "label" });
  return label + caption + pillElements(size, { ...at, y: box.y + 43 });
}

/** The second border of a node that runs a flow. */
function frameElement({ x, y, width, height }: Box): string {
  const [left, top] = [x + frameInset, y + frameInset];
  return rectElement({ x: left, y: top, width: width - 2 * frameInset, height: height - 2 * frameInset }, "frame", 6);
}

/** The doubled sides of a node that is an object of a class. */
function sidesOfClass({ x, y, width, height }: Box, isRouter: boolean): string {
  const inset = classLine + (isRouter ? routerPoint : 0);
  const line = (at: number): string => `M${pixels(at)} ${pixels(y)}V${pixels(y + height)}`;
  return `<path class="sides" d="${line(x + inset)}${line(x + width - inset)}"/>`;
}

/** In a box of ten pixels. */
const icons: Readonly<Record<Sign["kind"], string>> = {
  retry: "M2 5a4 4 0 1 1 1.2 2.9M2 2.4V5h2.6",
  timeout: "M5 1a4 4 0 1 0 0 8a4 4 0 0 0 0-8M5 2.8V5l1.6 1.2",
  continue: "M1 5h7M5.4 2.4L8 5L5.4 7.6",
  concurrency: "M1 2.5h7M1 5h7M1 7.5h7",
  undo: "M3.5 1.5L1 4L3.5 6.5M1 4h4.5a2.2 2.2 0 0 1 0 4.5H4",
  broken: "M5 1L9.2 8.6H.8ZM5 3.8V5.8M5 7.2V7.3",
  steps: "M1 8h2.5V5.5H6V3h2.5",
};

function pillElements({ pills }: PlacedNode["size"], { x: left, y }: Point): string {
  let x = left;
  return pills
    .map((pill) => {
      const outer = rectElement(
        { x, y, width: pill.outerWidth, height: 15 },
        pill.sign.kind === "broken" ? "pill broken" : "pill",
        7.5,
      );
      const icon = `<path class="icon" transform="translate(${pixels(x + 5)} ${pixels(y + 2.5)})" d="${icons[pill.sign.kind]}"/>`;
      const text = textElement(pill, { x: x + typefaces.small.size + 8.5, y: y + 11, className: "small" });
      x += pill.outerWidth + pillGap;
      return outer + icon + text;
    })
    .join("");
}
