import { renameSync } from "node:fs";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { planFlow, type FlowSource } from "../../compiler/plan-flow.js";
import { isError } from "../base/is-error.js";
import { failure, success, type Outcome } from "../base/usage-error.js";
import { applyFixes } from "./fix/apply-fixes.js";
import { describeFailure } from "../base/describe-failure.js";
import { writeTemporary } from "../base/write-temporary.js";
import type { Project } from "../project/load-project.js";

export interface FixedFlows {
  /** The flows as they are now. */
  readonly flows: readonly FlowSource[];
  /** The findings that were mended, by file. */
  readonly fixed: ReadonlyMap<string, readonly Diagnostic[]>;
}

/** One edit can uncover the next, and a round makes only the edits that have been tried. */
const maxRounds = 50;

/** `flowc check --fix`: makes the safe edits that findings offer, and writes the flow files that changed. */
export function fixFlows(flows: readonly FlowSource[], project: Project): Outcome<FixedFlows> {
  const fixed = new Map<string, readonly Diagnostic[]>();
  const now: FlowSource[] = [];
  for (const flow of flows) {
    const { text, applied } = fixFlow(flow, project);
    now.push({ path: flow.path, text });
    if (applied.length === 0) continue;
    const target = project.host.paths.toAbsolute(flow.path);
    try {
      renameSync(writeTemporary(target, text), target);
    } catch (error) {
      return failure(describeFailure(flow.path, "written", error));
    }
    fixed.set(flow.path, applied);
  }
  return success({ flows: now, fixed });
}

function fixFlow(flow: FlowSource, project: Project): { text: string; applied: Diagnostic[] } {
  const applied: Diagnostic[] = [];
  let { text } = flow;
  const plan = (at: string): readonly Diagnostic[] =>
    planFlow({ path: flow.path, text: at }, project.host, project.compileOptions).diagnostics;
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

/** All edits at once; where these together leave as many errors and warnings, the first single one that does not. */
function bestStep(
  path: string,
  before: Step,
  plan: (text: string) => readonly Diagnostic[],
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
