import { type Analysis, resolveFlow } from "../../../compiler/analyze/analyze.js";
import { rules } from "../../../compiler/analyze/rules.js";
import type { AnyFinding } from "../../../compiler/diagnostics/diagnostic.js";
import { createReport } from "../../../compiler/diagnostics/report.js";
import type { Severity } from "../../../compiler/diagnostics/severity.js";
import { noModules } from "../../../src/library/no-modules.js";
import type { LargeFlow, LargeNode } from "./flow.js";
import { flowAstOf } from "./flow-ast-of.js";

/** A finding, and the node that it is reported at. Nodes are given by position. */
export type Found = AnyFinding & { readonly node: number; readonly grade: Severity; readonly message: string };

export interface AnalyzedFlow {
  readonly found: readonly Found[];
  readonly hasErrors: boolean;
  /** Undefined if the flow cannot be resolved. */
  readonly analysis: Analysis | undefined;
  /** The callables, by their keys in the plan. */
  readonly given: ReadonlyMap<string, unknown>;
}

/**
 * What the compiler reports for a flow, and its facts, which exist even if rules report errors.
 *
 * @param callableOf the callables; by default, each node stands for its own
 */
export function analyzeLarge(flow: LargeFlow, callableOf: (node: LargeNode) => unknown = (node) => node): AnalyzedFlow {
  const inner = createReport();
  const findings: AnyFinding[] = [];
  const report = {
    ...inner,
    add: (finding: AnyFinding): void => {
      findings.push(finding);
      inner.add(finding);
    },
  };
  const given = new Map<string, unknown>();
  const ast = flowAstOf(flow, callableOf);
  const decisions = Object.fromEntries(
    flow.nodes.flatMap((node) => (node.decisions ? [[node.id, node.decisions]] : [])),
  );
  const analysis = resolveFlow(ast, { host: noModules, roots: [], report, given, decisions });
  if (analysis !== undefined) for (const rule of rules) rule(analysis);
  const starts = ast.nodes.map(({ id }) => id.span.start.offset);
  const found = findings.map((finding, at): Found => {
    const diagnostic = inner.diagnostics[at];
    const node = starts.findLastIndex((start) => start <= finding.span.start.offset);
    return { ...finding, node, grade: diagnostic?.severity ?? "error", message: diagnostic?.message ?? "" };
  });
  return { found, hasErrors: inner.hasErrors(), analysis, given };
}
