import { type Doc, type FlatMark, type Mark, oneLine } from "./doc.js";
import { printWidth } from "./print-width.js";

/** A text on one line that grows at its end, and the places of its marks. */
export interface FlatText {
  text: string;
  readonly marks: FlatMark[];
}

/** Marks what has been added since the text had a length. */
export function addMark({ text, marks }: FlatText, start: number, mark: Mark | undefined): void {
  if (mark !== undefined) marks.push({ start, end: text.length, mark });
}

/**
 * Adds items with a separator between them.
 *
 * @param add adds one item; false if it needs several lines
 * @returns false if an item needs several lines, or if the text is wider than any line
 */
export function addAll<T>(
  to: FlatText,
  items: readonly T[],
  { separator, add }: { readonly separator: string; readonly add: (to: FlatText, item: T) => boolean },
): boolean {
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (index > 0) to.text += separator;
    if (item !== undefined && !add(to, item)) return false;
    if (to.text.length > printWidth) return false;
  }
  return true;
}

/** Adds the same between two brackets. */
export function addBetween<T>(
  to: FlatText,
  [open, close]: readonly [string, string],
  items: readonly T[],
  list: { readonly separator: string; readonly add: (to: FlatText, item: T) => boolean },
): boolean {
  to.text += open;
  const isAdded = addAll(to, items, list);
  to.text += close;
  return isAdded;
}

/**
 * A line of its own: its text where that fits, followed by `rest`. Otherwise it is laid out as a document, which most lines are spared.
 *
 * @param add adds the text; false if it needs several lines
 */
export function layoutAsLine(
  add: (to: FlatText) => boolean,
  { rest, otherwise }: { readonly rest?: () => Doc; readonly otherwise: () => Doc },
): Doc {
  const to: FlatText = { text: "", marks: [] };
  const isFlat = add(to) && to.text.length <= printWidth && !notAscii.test(to.text);
  return isFlat ? oneLine(to, rest?.(), otherwise) : otherwise();
}

/** Characters that may be wider or narrower than a column. */
const notAscii = /[^\x20-\x7f]/u;
