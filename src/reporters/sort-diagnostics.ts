import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";

/** Orders findings by file (code points), then by place, then by code; equal ones stay as they came. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      compareCodePoints(a.span.file, b.span.file) ||
      a.span.start.offset - b.span.start.offset ||
      compareCodePoints(a.code, b.code),
  );
}

/** Compares two texts by their code points, as `sort` by UTF-16 units does not do for characters beyond U+FFFF. */
export function compareCodePoints(a: string, b: string): number {
  const left = Array.from(a);
  const right = Array.from(b);
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
