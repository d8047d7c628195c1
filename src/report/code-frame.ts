import type { Span } from "../../compiler/diagnostics/span.js";
import { cellsOf, type Cell } from "./display-width.js";
import type { Palette } from "./palette.js";

/** A place in the file of the frame. */
export interface Mark {
  readonly span: Span;
  /** Printed after the marker; undefined for the finding itself, whose message is above the frame. */
  readonly label: string | undefined;
  readonly isPrimary: boolean;
}

export interface FrameOptions {
  readonly text: string;
  readonly marks: readonly Mark[];
  /** Width of the whole frame in columns. */
  readonly width: number;
  /** Width of the line numbers in columns. */
  readonly gutter: number;
  readonly palette: Palette;
}

/** A marker below one line, with UTF-16 offsets in that line. */
interface LineMark {
  readonly start: number;
  readonly end: number;
  readonly label: string | undefined;
  readonly isPrimary: boolean;
}

const linesShownOfASpan = 4;

/**
 * Splits a text into lines without their line breaks. A byte order mark stays in the first line: it has no width, but
 * counts as a character.
 */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|\n|\r/);
}

/**
 * Prints the marked lines with their numbers, the lines around the finding's own, and a marker under each exact span.
 */
export function codeFrame(options: FrameOptions): string[] {
  const lines = linesOf(options.text);
  const marksByLine = new Map<number, LineMark[]>();
  const shown = new Set<number>();
  for (const mark of options.marks) placeMark({ mark, lines, marksByLine, shown });
  for (const line of [...shown]) {
    if (!marksByLine.get(line)?.some((mark) => mark.isPrimary)) continue;
    for (const near of [line - 1, line + 1]) if (lines[near - 1]?.trim()) shown.add(near);
  }
  return printLines(
    [...shown].sort((a, b) => a - b),
    lines,
    marksByLine,
    options,
  );
}

interface Placing {
  readonly mark: Mark;
  readonly lines: readonly string[];
  readonly marksByLine: Map<number, LineMark[]>;
  readonly shown: Set<number>;
}

/** Marks a span of several lines on its first and last line. */
function placeMark({ mark, lines, marksByLine, shown }: Placing): void {
  const { start, end } = mark.span;
  const add = (line: number, lineMark: LineMark): void => {
    marksByLine.set(line, [...(marksByLine.get(line) ?? []), lineMark]);
    shown.add(line);
  };
  const { label, isPrimary } = mark;
  const first = Math.min(start.line, lines.length);
  // For a reader, a span that ends at the start of a line ends on the line before.
  const last = Math.min(end.column === 1 && end.line > start.line ? end.line - 1 : end.line, lines.length);
  const lengthOf = (line: number): number => (lines[line - 1] ?? "").length;
  if (first >= last) {
    const from = Math.min(start.column - 1, lengthOf(first));
    const to = end.line > start.line ? lengthOf(first) : Math.min(end.column - 1, lengthOf(first));
    add(first, { start: from, end: Math.max(from, to), label, isPrimary });
    return;
  }
  add(first, { start: start.column - 1, end: lengthOf(first), label: undefined, isPrimary });
  for (let line = first + 1; line < last && line < first + linesShownOfASpan; line += 1) shown.add(line);
  const text = lines[last - 1] ?? "";
  const to = last === end.line ? Math.min(end.column - 1, text.length) : text.length;
  add(last, { start: Math.min(text.length - text.trimStart().length, to), end: to, label, isPrimary });
}

function printLines(
  numbers: readonly number[],
  lines: readonly string[],
  marksByLine: ReadonlyMap<number, readonly LineMark[]>,
  options: FrameOptions,
): string[] {
  const { palette, gutter } = options;
  const bar = palette.gutter(`${" ".repeat(gutter)} |`);
  const output: string[] = [bar];
  let previous: number | undefined;
  for (const number of numbers) {
    if (previous !== undefined && number > previous + 1) output.push(palette.gutter(`${" ".repeat(gutter - 1)}...`));
    previous = number;
    const marks = marksByLine.get(number) ?? [];
    const window = windowOf(cellsOf(lines[number - 1] ?? ""), marks, Math.max(20, options.width - gutter - 3));
    const prefix = palette.gutter(`${String(number).padStart(gutter)} |`);
    output.push(`${prefix} ${window.text}`.trimEnd());
    for (const mark of marks) output.push(`${bar} ${markerRow(mark, window, palette)}`);
  }
  return output;
}

/** The visible part of a line. */
interface Window {
  readonly text: string;
  readonly cells: readonly Cell[];
  /** Columns before the first of `cells`: the width of the `…` for the part that was cut off. */
  readonly lead: number;
}

/** Cuts a line that is too long around its main mark, with `…` where something is left out. */
function windowOf(cells: readonly Cell[], marks: readonly LineMark[], width: number): Window {
  const total = cells.reduce((sum, cell) => sum + cell.width, 0);
  const print = (part: readonly Cell[]): string => part.map((cell) => cell.text).join("");
  if (total <= width) return { text: print(cells), cells, lead: 0 };
  const focus = marks.find((mark) => mark.isPrimary) ?? marks[0];
  const target = focus === undefined ? 0 : columnAt(cells, focus.start);
  const from = Math.min(Math.max(0, target - Math.floor(width / 3)), total - width + 1);
  const shown: Cell[] = [];
  let column = 0;
  for (const cell of cells) {
    if (column >= from && column + cell.width <= from + width - 2) shown.push(cell);
    column += cell.width;
  }
  const cutsStart = shown[0] !== cells[0];
  const cutsEnd = shown.at(-1) !== cells.at(-1);
  return { text: `${cutsStart ? "…" : ""}${print(shown)}${cutsEnd ? "…" : ""}`, cells: shown, lead: cutsStart ? 1 : 0 };
}

/** The display column of a UTF-16 offset. */
function columnAt(cells: readonly Cell[], offset: number): number {
  let column = 0;
  for (const cell of cells) {
    if (cell.end > offset) break;
    column += cell.width;
  }
  return column;
}

function markerRow(mark: LineMark, window: Window, palette: Palette): string {
  const start = columnAt(window.cells, mark.start);
  // An end inside a grapheme marks the whole grapheme.
  const covered = window.cells.filter((cell) => cell.start < mark.end && cell.end > mark.start);
  const width = Math.max(
    1,
    covered.reduce((sum, cell) => sum + cell.width, 0),
  );
  const paint = mark.isPrimary ? palette.primary : palette.secondary;
  const marker = (mark.isPrimary ? "^" : "-").repeat(width);
  return `${" ".repeat(window.lead + start)}${paint(mark.label === undefined ? marker : `${marker} ${mark.label}`)}`;
}
