import { analyzeFlow } from "./analyze/analyze.js";
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import { createReport, type Report } from "./diagnostics/report.js";
import { emitModule } from "./emit/emit-module.js";
import type { EmittedModule } from "./emit/emitted-module.js";
import type { CompilerHost } from "./host.js";
import type { DocumentNode } from "./load/document.js";
import { loadDocument } from "./load/load-document.js";
import { modulePathOf } from "./module-path.js";
import { parseFlow } from "./parse/parse-flow.js";
import type { FlowPlan } from "./plan.js";

/** A flow file: its path (posix, relative to the project) and its text. */
export interface FlowSource {
  readonly path: string;
  readonly text: string;
}

export interface CompileOptions {
  /** Folders, relative to the project, in which dotted callables are looked up after the flow file's own. */
  readonly roots?: readonly string[];
  /** Folder for the modules, relative to the project; by default each stands beside its flow. */
  readonly outDir?: string | undefined;
  /** What generated modules import as the runtime. Default `flowc/runtime`. */
  readonly runtime?: string | undefined;
}

export interface PlanResult {
  /** In the order of the file. Of all phases that ran: a phase with an error is the last one. */
  readonly diagnostics: readonly Diagnostic[];
  /** Where there is no error. */
  readonly plan: FlowPlan | undefined;
  /** What a program handed over as callables, under the keys that the plan names. */
  readonly given: ReadonlyMap<string, unknown>;
}

export interface CompileResult extends PlanResult {
  /** Where there is no error. */
  readonly module: EmittedModule | undefined;
}

/** Compiles one flow: its plan, its module and all findings. Never throws for what a user wrote. */
export function compileFlow(source: FlowSource, host: CompilerHost, options: CompileOptions = {}): CompileResult {
  const result = planFlow(source, host, options);
  if (result.plan === undefined) return { ...result, module: undefined };
  const path = modulePathOf(source.path, options.outDir);
  const runtime = options.runtime ?? "flowc/runtime";
  const module = emitModule(result.plan, { path, runtime, importExtension: host.importExtension(path) });
  return { ...result, module };
}

/** Plans one flow, without its module: what running it in memory needs. */
export function planFlow(source: FlowSource, host: CompilerHost, options: CompileOptions = {}): PlanResult {
  const report = createReport();
  const document = loadDocument(source, report);
  return planDocument(document, { file: source.path, host, report, roots: options.roots ?? [] });
}

export interface PlanDocumentOptions {
  readonly file: string;
  readonly host: CompilerHost;
  readonly report: Report;
  readonly roots: readonly string[];
}

/** Plans a flow that has been loaded. */
export function planDocument(document: DocumentNode | undefined, options: PlanDocumentOptions): PlanResult {
  const { file, report, host, roots } = options;
  const given = new Map<string, unknown>();
  const ast = document === undefined || report.hasErrors() ? undefined : parseFlow(document, file, report);
  const plan = ast === undefined ? undefined : analyzeFlow(ast, { host, roots, report, given });
  const diagnostics = [...report.diagnostics].sort((one, other) => one.span.start.offset - other.span.start.offset);
  return { diagnostics, plan, given };
}
