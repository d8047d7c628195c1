import type { Edit } from "../diagnostics/diagnostic.js";

/** Applies edits that do not overlap. All other characters stay as they are. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const backwards = [...edits].sort((one, other) => other.span.start.offset - one.span.start.offset);
  return backwards.reduce(
    (before, { span, text: replacement }) =>
      before.slice(0, span.start.offset) + replacement + before.slice(span.end.offset),
    text,
  );
}
