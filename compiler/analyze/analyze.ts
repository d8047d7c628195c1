import { renameFix } from "../diagnostics/rename-fix.js";
import { closestNames } from "../diagnostics/closest-names.js";
import type { Report } from "../diagnostics/report.js";
import type { CompilerHost } from "../host.js";
import type { FlowAst } from "../parse/flow-ast.js";
import type { FlowPlan } from "../plan.js";
import { createPlan, type PlanInput } from "./create-plan.js";
import type { Decisions } from "../decisions.js";
import { createChoices } from "./facts/choices.js";
import { findActivations } from "./facts/activations.js";
import { anyTargets, type Assumption, oneTarget } from "./facts/assumption.js";
import { findAssignment } from "./facts/assignment.js";
import { createDeclaredEdges } from "./facts/declared-edges.js";
import { createFlowGraph, type FlowGraph, type ResolvedEdges } from "./facts/flow-graph.js";
import { findGraphFacts, type GraphFacts } from "./facts/graph-facts.js";
import { findLoopScopes, type LoopScopes } from "./facts/loop-scopes.js";
import { type Beside, createBeside } from "./facts/may-run-beside.js";
import { createOrdering } from "./facts/ordering.js";
import { createRuledOut } from "./facts/ruled-out.js";
import type { RuledOut } from "./facts/without-ways.js";
import { findTaken } from "./facts/find-taken.js";
import { createWriteSites } from "./facts/write-sites.js";
import { modulePathOf } from "../module-path.js";
import { resolveCallables } from "./resolve-callables.js";
import { resolveEdges } from "./resolve-edges.js";
import { resolveLoops } from "./resolve-loops.js";
import { resolveUndos } from "./resolve-undos.js";
import { resolveResults } from "./resolve-results.js";
import { lookingUpOnce, resolveTypeReference } from "./resolve-reference.js";
import { checkConditions } from "./check-conditions.js";
import { checkCycles } from "./check-cycles.js";
import { checkLoopDepth } from "./check-loop-depth.js";
import { rules } from "./rules.js";
import type { RuleContext } from "./rule.js";
import { findCollected } from "./find-collected.js";

export interface AnalyzeOptions {
  readonly host: CompilerHost;
  /** Folders where dotted callables are looked up, after the flow file's own. */
  readonly roots: readonly string[];
  readonly outDir?: string | undefined;
  readonly report: Report;
  /** Environment variables that flows may read. Undefined allows all. */
  readonly env?: readonly string[] | undefined;
  /** What types say about the choices of nodes. */
  readonly decisions?: Decisions | undefined;
  /** Ids of the nodes whose flow gives nothing, according to types. */
  readonly silent?: readonly string[] | undefined;
  /** Receives the callables that a program passed, under the keys that the plan uses. */
  readonly given: Map<string, unknown>;
}

/** What is known about a flow after its analysis, even if it has errors. */
export interface AnalyzedFlow {
  /** Undefined if there is an error. */
  readonly plan: FlowPlan | undefined;
  readonly facts: FlowFacts;
}

/**
 * The facts about a flow that are available even if it has errors: those of its edges and callables, and of the graph
 * if its entry is known.
 */
export interface FlowFacts {
  /** The edges between nodes that exist, and what each node waits for. Nodes are given as positions in the AST. */
  readonly edges: ResolvedEdges;
  /** Indexed by node. Undefined for LoopNodes, and for callables that cannot be resolved. */
  readonly callables: PlanInput["callables"];
  readonly graph: FlowGraph | undefined;
  /** Reachability, dominators, cycles. */
  readonly graphFacts: GraphFacts | undefined;
  readonly scopes: LoopScopes | undefined;
}

/** Resolves and checks a flow (SPEC 1 to 7, 10). */
export function analyzeFlow(ast: FlowAst, options: AnalyzeOptions): AnalyzedFlow {
  const { analysis, facts } = resolve(ast, options);
  if (analysis === undefined) return { plan: undefined, facts };
  for (const rule of rules) rule(analysis);
  return { plan: options.report.hasErrors() ? undefined : createPlan(analysis), facts };
}

/** A flow with its names, callables, arrival rules, cycles and loops resolved, and all facts about it. */
export type Analysis = RuleContext & PlanInput;

/** Resolves a flow: names, callables, arrival rules, cycles, loops. Returns undefined if any of them has an error. */
export function resolveFlow(ast: FlowAst, options: AnalyzeOptions): Analysis | undefined {
  return resolve(ast, options).analysis;
}

interface Resolved {
  readonly analysis: Analysis | undefined;
  readonly facts: FlowFacts;
}

function resolve(ast: FlowAst, options: AnalyzeOptions): Resolved {
  const { report } = options;
  const entry = resolveEntry(ast, report);
  checkGotos(ast, report);
  const resolved = resolveEdges(ast, report);
  const { loops, edges } = resolveLoops(ast, resolved, report);
  const errorsOfGraph = countErrors(report);
  const { host, roots, outDir } = options;
  const context = lookingUpOnce({ host, file: ast.file, module: modulePathOf(ast.file, outDir), roots, report });
  const callables = resolveCallables(ast, { ...context, given: options.given, silent: options.silent });
  const undos = resolveUndos(ast, callables, { ...context, given: options.given, silent: options.silent });
  const input = resolveTypeReference(ast.input, context);
  const start = resolveTypeReference(ast.context, context);
  const results = resolveResults(ast, callables, context);
  const errorsOfReferences = countErrors(report) - errorsOfGraph;
  checkConditions(ast, callables, report);
  const known = { edges, callables, graph: undefined, graphFacts: undefined, scopes: undefined };
  if (entry === undefined) return { analysis: undefined, facts: known };
  const graph = createFlowGraph(ast, entry, edges);
  const facts = findGraphFacts(graph);
  checkCycles(facts, report);
  if (checkLoopDepth({ ast, facts, loops, report })) {
    return { analysis: undefined, facts: { ...known, graph, graphFacts: facts } };
  }
  const scopes = findLoopScopes(facts, loops);
  const all = { ...known, graph, graphFacts: facts, scopes };
  const collected = findCollected({ ast, graph, scopes, report });
  // A missing function says nothing about the graph, so the rules still run and report what is wrong there.
  if (countErrors(report) > errorsOfReferences) return { analysis: undefined, facts: all };
  const rest = { input, context: start, results, undos };
  const found = findFacts({ ast, graph, facts, scopes, options, callables, collected });
  return { analysis: { ...found, ...rest }, facts: all };
}

interface FactsInput {
  readonly ast: FlowAst;
  readonly graph: FlowGraph;
  readonly facts: GraphFacts;
  readonly scopes: LoopScopes;
  readonly callables: PlanInput["callables"];
  readonly collected: PlanInput["collected"];
  readonly options: AnalyzeOptions;
}

/** Computes the facts that rules use. */
function findFacts({ ast, graph, facts, scopes, options, callables, collected }: FactsInput): RuleContext {
  const ordering = createOrdering(facts);
  const choices = createChoices(ast, graph, options.decisions ?? {});
  const activations = findActivations({ facts, scopes, choices });
  const about = { facts, scopes, ordering, activations };
  const taken = findTaken(facts, activations);
  const besideFor = (assumption: Assumption): { beside: Beside; ruledOut: RuledOut } => {
    const input = { ...about, facts: taken, assumption };
    const ruledOut = createRuledOut(input);
    return { beside: createBeside({ ...input, ruledOut }), ruledOut };
  };
  const { beside, ruledOut } = besideFor(anyTargets(facts, activations, choices.size > 0));
  const { beside: racing } = besideFor(oneTarget(activations));
  const assignment = findAssignment({ ast, facts, taken, scopes, beside, ruledOut });
  const nameOf = (node: number): string => ast.nodes[node]?.id.value ?? "";
  const declaredEdges = createDeclaredEdges(ast);
  const { report, env } = options;
  const writeSites = createWriteSites(ast, facts);
  const found = { taken, assignment, beside, racing, declaredEdges, writeSites };
  return { ast, ...about, ...found, callables, collected, report, env, nameOf };
}

function countErrors(report: Report): number {
  return report.diagnostics.filter(({ severity }) => severity === "error").length;
}

function resolveEntry(ast: FlowAst, report: Report): number | undefined {
  if (ast.entry === undefined) return undefined;
  const id = ast.entry.value;
  const index = ast.nodes.findIndex((node) => node.id.value === id);
  if (index >= 0) return index;
  const closest = closestNames(
    id,
    ast.nodes.map((node) => node.id.value),
  );
  // Without nodes no entry can exist. That has already been reported.
  if (ast.nodes.length === 0) return undefined;
  const { span } = ast.entry;
  report.add({ code: "flow/unknown-entry", params: { id, closest }, span, ...renameFix(id, closest, span) });
  return undefined;
}

function checkGotos(ast: FlowAst, report: Report): void {
  const ids = ast.nodes.map((node) => node.id.value);
  for (const policy of [ast.policy, ...ast.nodes.map((node) => node.policy)]) {
    const goto = policy?.goto;
    if (goto === undefined || ids.includes(goto.value)) continue;
    const { value: id, span } = goto;
    const closest = closestNames(id, ids);
    report.add({ code: "policy/unknown-goto", params: { id, closest }, span, ...renameFix(id, closest, span) });
  }
}
