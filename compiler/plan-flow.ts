import { analyzeFlow, type FlowFacts } from "./analyze/analyze.js";
import { applyIgnores } from "./apply-ignores.js";
import type { Decisions } from "./decisions.js";
import { createDiagnostic } from "./diagnostics/create-diagnostic.js";
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import { createReport, type Report } from "./diagnostics/report.js";
import type { CompilerHost } from "./host.js";
import type { DocumentNode } from "./load/document.js";
import { loadDocument, recoverDocument } from "./load/load-document.js";
import type { FlowAst } from "./parse/flow-ast.js";
import { parseFlow } from "./parse/parse-flow.js";
import type { FlowPlan } from "./plan.js";
import { tryAdvice } from "./try-advice/try-advice.js";

/** A flow file: its path (posix, relative to the project) and its text. */
export interface FlowSource {
  readonly path: string;
  readonly text: string;
}

export interface PlanOptions {
  /** Folders, relative to the project, where dotted callables are looked up after the flow file's own folder. */
  readonly roots?: readonly string[] | undefined;
  /** Folder for the modules, relative to the project. Default: each module is next to its flow. */
  readonly outDir?: string | undefined;
  /** Environment variables that flows may read (`env/undeclared`). Undefined allows all. */
  readonly env?: readonly string[] | undefined;
  /**
   * What types say about the choices of nodes. This makes findings more precise, but does not change the plan (SPEC
   * 10).
   */
  readonly decisions?: Decisions | undefined;
  /** Ids of the nodes that run a flow of a module which, by its type, gives nothing. Only makes findings more precise, too. */
  readonly silent?: readonly string[] | undefined;
}

export interface PlanResult {
  /** In file order, from all phases that ran. A phase with an error is the last one. */
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined if there is an error. */
  readonly plan: FlowPlan | undefined;
  /** The YAML as far as it can be read, even if it has errors. Undefined only if there is nothing to read. */
  readonly document: DocumentNode | undefined;
  /** The flow as far as it can be parsed. Undefined if the document is not a flow. */
  readonly ast: FlowAst | undefined;
  /** What could be found out about the flow. Undefined if there is no AST. */
  readonly facts: FlowFacts | undefined;
  /** The callables that a program passed, under the keys that the plan uses. */
  readonly given: ReadonlyMap<string, unknown>;
  /** The findings from before the analysis. */
  readonly read: readonly Diagnostic[];
}

/**
 * Plans one flow, without creating its module: this is what running it in memory needs. Advice that proposes an edit
 * has been tried.
 */
export function planFlow(source: FlowSource, host: CompilerHost, options: PlanOptions = {}): PlanResult {
  const result = planOnce(source, host, options);
  const planText = (text: string): readonly Diagnostic[] =>
    planOnce({ path: source.path, text }, host, options).diagnostics;
  return { ...result, diagnostics: tryAdvice(result.diagnostics, source, planText) };
}

/**
 * The findings of a flow under other decisions than those it was planned with. The text is not read again.
 *
 * @param before the result of planning the same source with the same host
 */
export function sharpenFindings(
  source: FlowSource,
  before: Pick<PlanResult, "ast" | "read">,
  { host, ...options }: PlanOptions & { readonly host: CompilerHost },
): readonly Diagnostic[] {
  const planText = (text: string): readonly Diagnostic[] =>
    planOnce({ path: source.path, text }, host, options).diagnostics;
  const { ast, read } = before;
  if (ast === undefined) return planText(source.text);
  const report = createReport(read);
  const { roots = [], ...others } = options;
  analyzeFlow(ast, { ...others, host, roots, report, given: new Map() });
  return tryAdvice(withoutIgnored(inOrder(report.diagnostics), source), source, planText);
}

function planOnce(source: FlowSource, host: CompilerHost, options: PlanOptions): PlanResult {
  const report = createReport();
  const document = loadDocument(source, report) ?? recoverDocument(source);
  const { roots = [], outDir, env, decisions, silent } = options;
  const result = planDocument(document, { file: source.path, host, report, roots, outDir, env, decisions, silent });
  return { ...result, diagnostics: withoutIgnored(result.diagnostics, source) };
}

/** Leaves out what comments silence, and adds what is wrong with these comments. */
function withoutIgnored(diagnostics: readonly Diagnostic[], source: FlowSource): readonly Diagnostic[] {
  const { kept, findings } = applyIgnores(diagnostics, source.path, source.text);
  return findings.length === 0 ? kept : inOrder([...kept, ...findings.map(createDiagnostic)]);
}

export interface PlanDocumentOptions extends PlanOptions {
  readonly file: string;
  readonly host: CompilerHost;
  readonly report: Report;
  readonly roots: readonly string[];
}

/**
 * Plans a flow that has been loaded. A phase with an error is the last one that reports. Later phases still return what
 * they can find out, but without their findings.
 */
export function planDocument(document: DocumentNode | undefined, options: PlanDocumentOptions): PlanResult {
  const { file, report, host, roots, outDir, env, decisions, silent } = options;
  const given = new Map<string, unknown>();
  const parsing = report.hasErrors() ? createReport() : report;
  const ast = document === undefined ? undefined : parseFlow(document, file, parsing);
  const read = [...report.diagnostics];
  const analyzing = { host, roots, outDir, report: parsing, given, env, decisions, silent };
  const analyzed = ast === undefined ? undefined : analyzeFlow(ast, analyzing);
  const plan = report.hasErrors() ? undefined : analyzed?.plan;
  return { diagnostics: inOrder(report.diagnostics), plan, document, ast, facts: analyzed?.facts, given, read };
}

/** Sorts findings in file order. What is found at an anchor through each of its aliases is reported once. */
function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const { code, message, span } = diagnostic;
    const key = JSON.stringify([code, span.start.offset, span.end.offset, message]);
    if (!seen.has(key)) seen.set(key, diagnostic);
  }
  return [...seen.values()].sort((one, other) => one.span.start.offset - other.span.start.offset);
}
