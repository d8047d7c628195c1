import type { Fix } from "../../compiler/diagnostics/diagnostic.js";
import { linesOf } from "./code-frame.js";
import { cellsOf } from "./display-width.js";

type Edit = Fix["edits"][number];

/** A changed line, with its number before (`-`) or after (`+`) the edit. */
export interface DiffLine {
  readonly sign: "-" | "+";
  readonly number: number;
  readonly text: string;
}

/** The changes of a fix as removed and added lines. Edits in other files are left out. */
export function fixDiff(fix: Fix, file: string, text: string): DiffLine[] {
  const edits = fix.edits
    .filter((edit) => edit.span.file === file)
    .sort((a, b) => a.span.start.offset - b.span.start.offset);
  return clustersOf(edits).flatMap((cluster) => clusterDiff(cluster, text));
}

/** Groups edits on the same or on neighbouring lines. */
function clustersOf(edits: readonly Edit[]): Edit[][] {
  const clusters: Edit[][] = [];
  for (const edit of edits) {
    const last = clusters.at(-1);
    const before = last?.at(-1);
    if (last !== undefined && before !== undefined && edit.span.start.line <= before.span.end.line + 1) last.push(edit);
    else clusters.push([edit]);
  }
  return clusters;
}

function clusterDiff(edits: readonly Edit[], text: string): DiffLine[] {
  const [first] = edits;
  const last = edits.at(-1);
  if (first === undefined || last === undefined) return [];
  const from = first.span.start.offset - (first.span.start.column - 1);
  const rest = /[\r\n]/.exec(text.slice(last.span.end.offset));
  const to = rest === null ? text.length : last.span.end.offset + rest.index;
  const before = linesOf(text.slice(from, to));
  const after = linesOf(applyEdits(edits, text, from, to));
  let same = 0;
  while (same < before.length && same < after.length && before[same] === after[same]) same += 1;
  let tail = 0;
  const shorter = Math.min(before.length, after.length) - same;
  while (tail < shorter && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const number = first.span.start.line + same;
  const line = (sign: "-" | "+") => (content: string, index: number) => ({
    sign,
    number: number + index,
    text: show(content),
  });
  return [
    ...before.slice(same, before.length - tail).map(line("-")),
    ...after.slice(same, after.length - tail).map(line("+")),
  ];
}

function applyEdits(edits: readonly Edit[], text: string, from: number, to: number): string {
  let result = "";
  let position = from;
  for (const edit of edits) {
    result += text.slice(position, edit.span.start.offset) + edit.text;
    position = edit.span.end.offset;
  }
  return result + text.slice(position, to);
}

function show(line: string): string {
  return cellsOf(line)
    .map((cell) => cell.text)
    .join("")
    .trimEnd();
}
