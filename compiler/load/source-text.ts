import type { Position, Span } from "../diagnostics/span.js";

/** A text with access by offset, line and column. Lines end with `\n`, `\r\n` or a lone `\r`. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
  readonly lineCount: number;
  /**
   * The position of a UTF-16 offset, clamped to the text. Takes logarithmic time. A byte order mark counts as an offset
   * but not as a column, as in editors: the first character after it is 1:1.
   */
  positionAt(offset: number): Position;
  /** The span of a half-open range of offsets. */
  spanOf(start: number, end: number): Span;
  /** The line of a number, counted from 1, without its line break and byte order mark; "" if there is no such line. */
  lineText(line: number): string;
}

/** Indexes the lines of a text, to find places in it. `path` is the file name in spans. */
export function createSourceText(path: string, text: string): SourceText {
  const starts = lineStarts(text);
  /** The line that was asked for last: most questions are about the same line, or the next one. */
  let last = 0;
  const lineAt = (at: number): number => {
    const isIn = (line: number): boolean => (starts[line] ?? Infinity) <= at && at < (starts[line + 1] ?? Infinity);
    if (isIn(last)) return last;
    return (last = isIn(last + 1) ? last + 1 : lastAtMost(starts, at));
  };
  const positionAt = (offset: number): Position => {
    const at = Math.max(0, Math.min(offset, text.length));
    const line = lineAt(at);
    return { offset: at, line: line + 1, column: Math.max(0, at - (starts[line] ?? 0)) + 1 };
  };
  return {
    path,
    text,
    lineCount: starts.length,
    positionAt,
    spanOf: (start, end) => ({ file: path, start: positionAt(start), end: positionAt(Math.max(start, end)) }),
    lineText: (line) => {
      const start = starts[line - 1];
      return start === undefined ? "" : text.slice(start, starts[line] ?? text.length).replace(/\r?\n$|\r$/, "");
    },
  };
}

function lineStarts(text: string): number[] {
  const starts = [text.startsWith("\uFEFF") ? 1 : 0];
  const lineBreak = /\r\n?|\n/g;
  while (lineBreak.exec(text)) starts.push(lineBreak.lastIndex);
  return starts;
}

/** Index of the last element that is at most `value`; 0 if there is none. */
function lastAtMost(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
