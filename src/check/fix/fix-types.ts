import type { Diagnostic } from "../../../compiler/diagnostics/diagnostic.js";
import type { FlowSource } from "../../../compiler/plan-flow.js";
import { isError } from "../../base/is-error.js";
import { applyFixes } from "./apply-fixes.js";

export interface FixedTypes {
  readonly flows: readonly FlowSource[];
  /** The findings whose fixes were made, keyed by file. */
  readonly fixed: ReadonlyMap<string, readonly Diagnostic[]>;
}

/**
 * Makes the fixes that findings about types offer. There is only one round, because checking a flow's types takes much
 * longer than checking its text. A flow that would not have fewer errors stays as it is. Undefined if there is nothing
 * to fix.
 */
export async function fixTypes(
  flows: readonly FlowSource[],
  before: readonly Diagnostic[],
  check: (flows: readonly FlowSource[]) => Promise<readonly Diagnostic[]>,
): Promise<FixedTypes | undefined> {
  const fixable = before.filter(({ code, fix }) => code.startsWith("types/") && fix !== undefined);
  const tried = flows.map((flow) => ({ flow, ...applyFixes(flow.path, flow.text, fixable) }));
  if (tried.every(({ applied }) => applied.length === 0)) return undefined;
  const after = await check(tried.map(({ flow, text }) => ({ ...flow, text })));
  const fixed = new Map<string, readonly Diagnostic[]>();
  for (const { flow, applied } of tried) {
    const isBetter = countErrors(after, flow.path) < countErrors(before, flow.path);
    if (applied.length > 0 && isBetter) fixed.set(flow.path, applied);
  }
  return { fixed, flows: tried.map(({ flow, text }) => (fixed.has(flow.path) ? { ...flow, text } : flow)) };
}

function countErrors(diagnostics: readonly Diagnostic[], file: string): number {
  return diagnostics.filter((one) => isError(one) && one.span.file === file).length;
}
