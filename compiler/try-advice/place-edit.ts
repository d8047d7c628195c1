import type { AdviceEdit, Edit } from "../diagnostics/diagnostic.js";
import type { Span } from "../diagnostics/span.js";

/**
 * Turns advice into an exact edit, according to the layout of the text. Undefined if the layout is not one of the usual
 * ones.
 */
export function placeEdit(edit: AdviceEdit, text: string): Edit | undefined {
  if (edit.kind === "replace") return edit;
  if (edit.kind === "indent") return indent(edit.span, edit.by, text);
  return edit.kind === "add-entry" ? addEntry(edit.span, edit.text, text) : removeItem(edit.span, text);
}

/** Adds an entry: on its own line in a block, after a comma in braces. */
function addEntry(span: Span, entry: string, text: string): Edit {
  const lineStart = text.lastIndexOf("\n", span.start.offset - 1) + 1;
  const block = /^[ ]*(?=[\w"']+:\s+\S*$)/u.exec(text.slice(lineStart, span.end.offset));
  return { span: { ...span, start: span.end }, text: block === null ? `, ${entry}` : `\n${block[0]}${entry}` };
}

function indent(span: Span, by: number, text: string): Edit {
  const blanks = " ".repeat(by);
  const lines = text.slice(span.start.offset, span.end.offset);
  return { span, text: blanks + lines.replaceAll(/\n(?=[^\n\r])/gu, `\n${blanks}`) };
}

/** Removes an item: with its whole line in a block, with a comma in brackets. */
function removeItem(span: Span, text: string): Edit | undefined {
  const { start, end } = span;
  const lineStart = text.lastIndexOf("\n", start.offset - 1) + 1;
  const lineEnd = text.indexOf("\n", end.offset);
  const behind = text.slice(end.offset, lineEnd < 0 ? text.length : lineEnd);
  if (/^\s*(?:-\s+)?$/u.test(text.slice(lineStart, start.offset)) && /^\s*(?:#.*)?$/u.test(behind)) {
    return cut(span, lineStart, lineEnd < 0 ? text.length : lineEnd + 1);
  }
  const comma = /^\s*,\s*/u.exec(text.slice(end.offset));
  if (comma !== null) return cut(span, start.offset, end.offset + comma[0].length);
  const before = /\s*,\s*$/u.exec(text.slice(0, start.offset));
  return before === null ? undefined : cut(span, start.offset - before[0].length, end.offset);
}

/** Only the offsets of such a span are read. */
function cut(span: Span, start: number, end: number): Edit {
  const at = { start: { ...span.start, offset: start }, end: { ...span.end, offset: end } };
  return { span: { ...span, ...at }, text: "" };
}
