import type { FittedText } from "../layout/node-size.js";
import { shownLines } from "../shown-text.js";

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text as content or attribute of an XML document. Characters that XML forbids, and those that reorder text, are `�`. */
export function escapeXml(text: string): string {
  return shownLines(text).replace(/[&<>"']/gu, (character) => escapes[character] ?? "");
}

/** A number of pixels with one decimal. */
export function pixels(value: number): string {
  return String(Math.round(value * 10) / 10);
}

export interface TextPlace {
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly className: string;
  readonly isCentered?: boolean;
}

/** A line of text that takes exactly the width that was measured, in any font of the reader. */
export function textElement({ text, width }: FittedText, { x, y, className, isCentered = false }: TextPlace): string {
  const anchor = isCentered ? ' text-anchor="middle"' : "";
  const length = width === 0 ? "" : ` textLength="${pixels(width)}" lengthAdjust="spacingAndGlyphs"`;
  return `<text x="${pixels(x)}" y="${pixels(y)}" class="${className}"${anchor}${length}>${escapeXml(text)}</text>`;
}

/** `<rect>` with rounded corners. */
export function rectElement(
  { x, y, width, height }: Readonly<Record<"x" | "y" | "width" | "height", number>>,
  className: string,
  radius: number,
): string {
  const size = `width="${pixels(width)}" height="${pixels(height)}"`;
  return `<rect class="${className}" x="${pixels(x)}" y="${pixels(y)}" ${size} rx="${pixels(radius)}"/>`;
}

export function circleElement(
  { x, y }: Readonly<Record<"x" | "y", number>>,
  radius: number,
  className: string,
): string {
  return `<circle class="${className}" cx="${pixels(x)}" cy="${pixels(y)}" r="${pixels(radius)}"/>`;
}
