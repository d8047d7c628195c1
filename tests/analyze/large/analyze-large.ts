import { type Analysis, resolveFlow } from "../../../compiler/analyze/analyze.js";
import { createPlan } from "../../../compiler/analyze/create-plan.js";
import { rules } from "../../../compiler/analyze/rules.js";
import type { AnyFinding } from "../../../compiler/diagnostics/diagnostic.js";
import { createReport } from "../../../compiler/diagnostics/report.js";
import type { Severity } from "../../../compiler/diagnostics/severity.js";
import type { CompilerHost } from "../../../compiler/host.js";
import { documentOf } from "../../../compiler/load/document-of.js";
import { parseFlow } from "../../../compiler/parse/parse-flow.js";
import type { FlowPlan } from "../../../compiler/plan.js";
import { type LargeFlow, type LargeNode, toDocument } from "./flow.js";

/** A finding, and the node that it is reported at. Nodes are given by position. */
export type Found = AnyFinding & { readonly node: number; readonly grade: Severity; readonly message: string };

export interface AnalyzedFlow {
  readonly found: readonly Found[];
  readonly hasErrors: boolean;
  /** Undefined if the flow cannot be resolved. */
  readonly plan: FlowPlan | undefined;
  readonly analysis: Analysis | undefined;
  readonly given: ReadonlyMap<string, unknown>;
}

const noModules: CompilerHost = {
  resolveModule: () => ({ kind: "missing" }),
  exportsOf: () => ({
    values: [],
    types: [],
    variables: [],
    routingClasses: [],
    isOpen: false,
    syntaxError: undefined,
  }),
  modulesNear: () => [],
  importExtension: () => "js",
};

/** What the compiler reports for a flow, and its plan, which exists even if rules report errors. */
export function analyzeLarge(flow: LargeFlow, callableOf: (node: LargeNode) => unknown = () => answer): AnalyzedFlow {
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
  const { document } = documentOf(toDocument(flow, callableOf), "large.flow.yaml", report);
  const ast = document === undefined ? undefined : parseFlow(document, "large.flow.yaml", report);
  const decisions = Object.fromEntries(
    flow.nodes.flatMap((node) => (node.decisions ? [[node.id, node.decisions]] : [])),
  );
  const analysis = ast && resolveFlow(ast, { host: noModules, roots: [], report, given, decisions });
  if (analysis !== undefined) for (const rule of rules) rule(analysis);
  const starts = ast?.nodes.map(({ id }) => id.span.start.offset) ?? [];
  const found = findings.map((finding, at): Found => {
    const diagnostic = inner.diagnostics[at];
    const node = starts.findLastIndex((start) => start <= finding.span.start.offset);
    return { ...finding, node, grade: diagnostic?.severity ?? "error", message: diagnostic?.message ?? "" };
  });
  return { found, hasErrors: inner.hasErrors(), plan: analysis && createPlan(analysis), analysis, given };
}

function answer(): undefined {
  return undefined;
}
