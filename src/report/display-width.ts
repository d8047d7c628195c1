import { visibleText } from "../base/visible-text.js";

/** One character as a reader sees it (a grapheme), with its width in a terminal. */
export interface Cell {
  /** The text to print: spaces for a tab, an escape for a control character. */
  readonly text: string;
  readonly width: number;
  /** UTF-16 offset in the line. */
  readonly start: number;
  readonly end: number;
}

const tabWidth = 4;

/**
 * Splits a line into the cells that a terminal shows, one per grapheme. Tabs advance to the next multiple of four
 * columns.
 */
export function cellsOf(line: string): Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  for (const { segment, index } of graphemesOf(line)) {
    const text = segment === "\t" ? " ".repeat(tabWidth - (column % tabWidth)) : visibleText(segment);
    const width = segment === text ? graphemeWidth(text) : text.length;
    cells.push({ text, width, start: index, end: index + segment.length });
    column += width;
  }
  return cells;
}

function graphemesOf(line: string): Iterable<{ readonly segment: string; readonly index: number }> {
  // Most lines are plain ASCII, where every character is a grapheme.
  if (/^[\t\x20-\x7e]*$/.test(line)) return Array.from(line, (segment, index) => ({ segment, index }));
  return new Intl.Segmenter("en", { granularity: "grapheme" }).segment(line);
}

function graphemeWidth(grapheme: string): number {
  const code = grapheme.codePointAt(0) ?? 0;
  if (code === 0xfeff || code === 0x200b || /^[\p{Mn}\p{Me}\p{Cf}]+$/u.test(grapheme)) return 0;
  if (grapheme.includes("\ufe0f") || /^\p{Emoji_Presentation}/u.test(grapheme)) return 2;
  return isWide(code) ? 2 : 1;
}

/** Whether a code point is in a block of East Asian Wide or Fullwidth characters (Unicode Standard Annex 11). */
function isWide(code: number): boolean {
  if (code < 0x1100) return false;
  return (
    code <= 0x115f ||
    (code >= 0x2e80 && code <= 0x303e) ||
    (code >= 0x3041 && code <= 0x33ff) ||
    (code >= 0x3400 && code <= 0x4dbf) ||
    (code >= 0x4e00 && code <= 0x9fff) ||
    (code >= 0xa000 && code <= 0xa4cf) ||
    (code >= 0xa960 && code <= 0xa97c) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1f64f) ||
    (code >= 0x1f900 && code <= 0x1f9ff) ||
    (code >= 0x20000 && code <= 0x3fffd)
  );
}
