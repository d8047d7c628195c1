import type { Diagnostic, Fix } from "../../../compiler/diagnostics/diagnostic.js";
import { applyEdits } from "../../../compiler/try-advice/apply-edits.js";

export interface FixedText {
  readonly text: string;
  /** The findings whose edits were made, in the order of `diagnostics`. */
  readonly applied: readonly Diagnostic[];
}

/**
 * Makes the safe edits that findings offer for one file and leaves every other character unchanged. Of overlapping
 * edits, only the first is made; the next run makes the others.
 */
export function applyFixes(file: string, text: string, diagnostics: readonly Diagnostic[]): FixedText {
  const applied: Diagnostic[] = [];
  const edits: Fix["edits"][number][] = [];
  for (const diagnostic of diagnostics) {
    const wanted = diagnostic.fix?.edits ?? [];
    if (wanted.length === 0 || wanted.some(({ span }) => span.file !== file)) continue;
    if (wanted.some((edit) => edits.some((other) => overlap(edit, other)))) continue;
    edits.push(...wanted);
    applied.push(diagnostic);
  }
  return { text: applyEdits(text, edits), applied };
}

function overlap({ span: one }: Fix["edits"][number], { span: other }: Fix["edits"][number]): boolean {
  return one.start.offset < other.end.offset && other.start.offset < one.end.offset;
}
