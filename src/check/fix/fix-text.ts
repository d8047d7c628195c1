import type { Diagnostic } from "../../../compiler/diagnostics/diagnostic.js";
import type { FlowSource } from "../../../compiler/plan-flow.js";
import { isError } from "../../base/is-error.js";
import { applyFixes } from "./apply-fixes.js";

/** Limit on the rounds: several are needed, since one edit can uncover the next and a round may make only one edit. */
const maxRounds = 50;

type PlanText = (text: string) => readonly Diagnostic[];

export interface FixedFlow {
  readonly text: string;
  /** The findings whose fixes were made. */
  readonly applied: readonly Diagnostic[];
}

/**
 * Fixes one flow in rounds, until no fix reduces the findings any further. The result never has more errors than
 * before, and fixing it again changes nothing.
 */
export function fixText(flow: FlowSource, plan: PlanText): FixedFlow {
  const applied: Diagnostic[] = [];
  let { text } = flow;
  let diagnostics = plan(text);
  for (let round = 0; round < maxRounds; round++) {
    const step = bestStep(flow.path, { text, diagnostics }, plan);
    if (step === undefined) break;
    ({ text, diagnostics } = step);
    applied.push(...step.applied);
  }
  return { text, applied };
}

interface Step {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Makes all edits at once if that reduces the findings, otherwise the first single edit that does. Undefined if none
 * does. Fewer errors count most, then fewer findings.
 */
function bestStep(
  path: string,
  before: Step,
  plan: PlanText,
): (Step & { readonly applied: readonly Diagnostic[] }) | undefined {
  const fixable = before.diagnostics.filter(({ fix }) => fix !== undefined);
  for (const chosen of [fixable, ...fixable.map((one) => [one])]) {
    const { text, applied } = applyFixes(path, before.text, chosen);
    if (applied.length === 0) continue;
    const diagnostics = plan(text);
    const difference = countErrors(diagnostics) - countErrors(before.diagnostics);
    const isFewer = difference === 0 && diagnostics.length < before.diagnostics.length;
    if (difference < 0 || isFewer) return { text, diagnostics, applied };
  }
  return undefined;
}

function countErrors(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter(isError).length;
}
