import { compareCodePoints } from "../../compiler/compare-code-points.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";

/** Sorts findings by file (code points), then by place, then by code. Equal ones keep their order. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      compareCodePoints(a.span.file, b.span.file) ||
      a.span.start.offset - b.span.start.offset ||
      compareCodePoints(a.code, b.code),
  );
}
