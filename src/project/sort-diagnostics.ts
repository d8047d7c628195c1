import { compareCodePoints } from "../../compiler/compare-code-points.js";
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
