import { fitText, textWidth, type Typeface } from "../measure.js";
import type { PictureNode, Sign } from "../picture.js";
import { shownText } from "../shown-text.js";

/** The typefaces of a picture. */
export const typefaces = {
  heading: { size: 18, isBold: true },
  facts: { size: 12 },
  label: { size: 14, isBold: true },
  callable: { size: 11, isMono: true },
  small: { size: 10.5 },
} as const satisfies Readonly<Record<string, Typeface>>;

/** A text that was cut to fit, and its width in pixels. */
export interface FittedText {
  readonly text: string;
  readonly width: number;
}

/** What is written on a node, and how large that makes it. */
export interface NodeSize {
  readonly width: number;
  readonly height: number;
  /** Of a container: what its texts need. */
  readonly least: { readonly head: number; readonly width: number };
  readonly label: FittedText;
  /** The callable of a node, the caption of a container. */
  readonly detail: FittedText | undefined;
  readonly pills: readonly Pill[];
}

export interface Pill extends FittedText {
  readonly sign: Sign;
  /** Of the pill, with its icon. */
  readonly outerWidth: number;
}

/** Pixels between two pills. */
export const pillGap = 6;
/** Pixels that the pointed ends of a router take. */
export const routerPoint = 13;
/** Pixels between the sides of a class and its inner lines. */
export const classLine = 6;
/** Pixels between the two borders of a node that runs a flow. */
export const frameInset = 3.5;

const [widestLabel, widestDetail, widestPill, narrowestNode] = [220, 200, 190, 96];
const [iconWidth, pillPadding] = [19, 5];

export interface SizeOptions {
  /** Whether callables are left out. */
  readonly namesOnly?: boolean;
}

/** The size of a node by what is written on it. Of a container it is the least that it needs. */
export function sizeOf(node: PictureNode, { namesOnly = false }: SizeOptions = {}): NodeSize {
  const label = fitted(node.label, widestLabel, typefaces.label);
  const detail = detailOf(node, namesOnly);
  const pills = node.signs.map(pillOf);
  const side = (node.kind === "router" ? 4 * routerPoint : 20) + (node.isClass === true ? 2 * classLine : 0);
  const pillWidth = pills.reduce((width, pill) => width + pill.outerWidth + pillGap, 0);
  const widths = [
    narrowestNode,
    label.width + side + 18,
    detail === undefined ? 0 : detail.width + side + 10,
    pillWidth + side + (pills.length > 0 ? 4 : 0),
  ];
  const width = Math.ceil(Math.max(...widths));
  const pillHeight = pills.length > 0 ? 20 : 0;
  const least = {
    head: 48 + pillHeight,
    width: Math.ceil(Math.max(156, label.width + 40, (detail?.width ?? 0) + 40, pillWidth + 40)),
  };
  return { width, height: 30 + (detail === undefined ? 0 : 16) + pillHeight, least, label, detail, pills };
}

function detailOf({ container, callable }: PictureNode, namesOnly: boolean): FittedText | undefined {
  if (container !== undefined) return fitted(captionOf(container), 2 * widestDetail, typefaces.small);
  return callable === undefined || namesOnly ? undefined : fitted(callable, widestDetail, typefaces.callable);
}

/** What is written in a container next to its label. */
export function captionOf({ caption, collect }: NonNullable<PictureNode["container"]>): string {
  return collect === undefined ? caption : `${caption} · collects ${collect}`;
}

function pillOf(sign: Sign): Pill {
  const text = fitted(sign.text, widestPill, typefaces.small);
  return { ...text, sign, outerWidth: text.width + iconWidth + pillPadding };
}

/** A text of the user's as one line that is at most so wide. */
export function fitted(text: string, limit: number, typeface: Typeface): FittedText {
  const shown = fitText(shownText(text), limit, typeface);
  return { text: shown, width: textWidth(shown, typeface) };
}
