/**
 * Widths of texts without a browser, from the advance widths of Arial in thousandths of an em. Every text of a picture says its
 * width (`textLength`), so it fits its box in any font.
 */

export interface Typeface {
  /** Pixels. */
  readonly size: number;
  readonly isBold?: boolean;
  readonly isMono?: boolean;
}

const widthClasses: readonly (readonly [characters: string, width: number])[] = [
  ["'", 191],
  ["ijl", 222],
  ["| ", 260],
  ["!,./:;[]\\ftI", 278],
  ["()-`r{}", 333],
  ['"', 355],
  ["*", 389],
  ["^", 469],
  ["ckszvxyJ", 500],
  ["abdeghnopqu0123456789#$?_L", 556],
  ["+<=>~×", 584],
  ["FTZ", 611],
  ["&ABEKPSVXY", 667],
  ["CDHNRUw", 722],
  ["GOQ", 778],
  ["mM", 833],
  ["%", 889],
  ["W", 944],
  ["@…", 1015],
];

const widths: ReadonlyMap<string, number> = new Map(
  widthClasses.flatMap(([characters, width]) => [...characters].map((character) => [character, width] as const)),
);

/** What is not in the table: the average of other scripts. */
const otherWidth = 600;
const monoWidth = 602;
/** Other sans-serif fonts are a little wider than Arial. */
const [spare, spareOfBold] = [1.02, 1.07];

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const noWidth = /[\p{Mark}\u200b-\u200d\ufe0f]/u;

/** Pixels that a text takes. */
export function textWidth(text: string, { size, isBold = false, isMono = false }: Typeface): number {
  let em = 0;
  for (const character of text) em += widthOf(character, isMono);
  return Math.round(em * size * (isBold ? spareOfBold : spare)) / 1000;
}

function widthOf(character: string, isMono: boolean): number {
  if (character >= " " && character <= "~") return isMono ? monoWidth : (widths.get(character) ?? otherWidth);
  if (noWidth.test(character)) return 0;
  if (wide.test(character)) return 1000;
  return isMono ? monoWidth : (widths.get(character) ?? otherWidth);
}

/** The text, or as many of its graphemes as fit with an ellipsis. */
export function fitText(text: string, limit: number, typeface: Typeface): string {
  if (textWidth(text, typeface) <= limit) return text;
  const room = limit - textWidth("…", typeface);
  let [kept, width] = ["", 0];
  for (const { segment } of new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)) {
    width += textWidth(segment, typeface);
    if (width > room) break;
    kept += segment;
  }
  return `${kept}…`;
}
