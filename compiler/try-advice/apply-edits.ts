import type { Edit } from "../diagnostics/diagnostic.js";

/** The text with edits that do not overlap; all other characters stay. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const backwards = [...edits].sort((one, other) => other.span.start.offset - one.span.start.offset);
  return backwards.reduce(
    (before, { span, text: replacement }) =>
      before.slice(0, span.start.offset) + replacement + before.slice(span.end.offset),
    text,
  );
}
