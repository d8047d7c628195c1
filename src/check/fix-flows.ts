import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { planFlow, type FlowSource } from "../../compiler/plan-flow.js";
import { success, type Outcome } from "../base/usage-error.js";
import { fixText } from "./fix/fix-text.js";
import { writeFixed } from "./fix/write-fixed.js";
import type { Project } from "../project/load-project.js";

export interface FixedFlows {
  /** The flows after the edits. */
  readonly flows: readonly FlowSource[];
  /** The fixed findings, keyed by file. */
  readonly fixed: ReadonlyMap<string, readonly Diagnostic[]>;
}

/** Makes the safe edits that findings offer, and writes the flow files that changed (`flowc check --fix`). */
export function fixFlows(flows: readonly FlowSource[], project: Project): Outcome<FixedFlows> {
  const fixed = new Map<string, readonly Diagnostic[]>();
  const now: FlowSource[] = [];
  for (const flow of flows) {
    const plan = (at: string): readonly Diagnostic[] =>
      planFlow({ path: flow.path, text: at }, project.host, project.compileOptions).diagnostics;
    const { text, applied } = fixText(flow, plan);
    now.push({ path: flow.path, text });
    if (applied.length === 0) continue;
    const written = writeFixed({ path: flow.path, text }, project);
    if (!written.ok) return written;
    fixed.set(flow.path, applied);
  }
  return success({ flows: now, fixed });
}
