import { textWidth } from "../measure.js";
import type { Box } from "../layout/placed.js";
import { joinOf, type PictureEdge, type PictureNode } from "../picture.js";
import { rectElement, textElement } from "./svg-text.js";

/** What is drawn over a picture, such as what a run did. The page around it has the styles: the SVG is part of it. */
export interface Overlay {
  /** Begins the ids in the SVG: a page can hold several pictures. */
  readonly idPrefix: string;
  /** Added to the classes of a node and of an edge. */
  nodeClass(node: PictureNode): string;
  edgeClass(edge: PictureEdge): string;
  /** Added to the classes of the edge that leads to the flow's own handler. */
  readonly handlerClass: string;
  marksOf(node: PictureNode): readonly Mark[];
  /** A line for the title of a node. */
  titleOf(node: PictureNode): string;
}

/** A few words on the border of a node. */
export interface Mark {
  readonly text: string;
  readonly className: string;
}

/** Pixels: the height of a mark, the blank at both ends of its text, and how far the last one reaches over its node. */
const [height, padding, overhang] = [15, 5, 4];
const typeface = { size: 10, isBold: true };

/** Marks on the upper border of a node, at its right; on the lower border of a join, which has lines above. They cover no text of the node. */
export function markElements(node: PictureNode, { x, y, width, ...box }: Box, marks: readonly Mark[]): string {
  const top = joinOf(node) === undefined || node.container !== undefined ? y - 10 : y + box.height - 4;
  const sizes = marks.map(({ text }) => textWidth(text, typeface) + 2 * padding);
  let left = x + width + overhang - sizes.reduce((sum, size) => sum + size + 2, -2);
  return marks
    .map(({ text, className }, index) => {
      const size = sizes[index] ?? 0;
      const shape = rectElement({ x: left, y: top, width: size, height }, "mark-box", height / 2);
      const place = { x: left + size / 2, y: top + 11, className: "mark-text", isCentered: true };
      left += size + 2;
      return `<g class="mark ${className}">${shape}${textElement({ text, width: size - 2 * padding }, place)}</g>`;
    })
    .join("");
}
