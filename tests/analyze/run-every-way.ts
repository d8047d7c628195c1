import { createChoiceTape } from "./choice-tape.js";
import { createReport } from "../../compiler/diagnostics/report.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { type Analysis, resolveFlow } from "../../compiler/analyze/analyze.js";
import { createPlan } from "../../compiler/analyze/create-plan.js";
import { rules } from "../../compiler/analyze/rules.js";
import { noModules } from "../../src/library/no-modules.js";
import { linkFlow } from "../../compiler/link/link-flow.js";
import { documentOf } from "../../compiler/load/document-of.js";
import { parseFlow } from "../../compiler/parse/parse-flow.js";
import type { FlowPlan } from "../../compiler/plan.js";
import { defineFlow, type FlowContext, FlowError, type FlowEvent, type RunOptions } from "../../runtime/index.js";
import type { Decision } from "../../compiler/decisions.js";
import { type RandomFlow, type RandomNode, targetsOf } from "./random-flow.js";

/** What happened in one run of a flow. */
export interface Observed {
  /** How often each node started. */
  readonly starts: ReadonlyMap<string, number>;
  /** Joins that still waited at the end. */
  readonly waiting: ReadonlySet<string>;
  /** What they waited for: `join` and the parents of a group, `n3: n1 n2`. */
  readonly missing: ReadonlySet<string>;
  /** The choices of routers: `n1 >> n2`. */
  readonly chosen: ReadonlySet<string>;
  readonly succeeded: ReadonlySet<string>;
  /** Nodes whose read was undefined. */
  readonly unset: ReadonlySet<string>;
  /** Plain nodes whose value was read from the context, or was left in it. */
  readonly observed: ReadonlySet<string>;
  /** The plain nodes whose value each node read, keyed by reader. */
  readonly seen: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether every router sent to at most one target. */
  readonly isSingle: boolean;
  /** Whether the run was cut off after too many steps. */
  readonly isCut: boolean;
}

export interface Analyzed {
  readonly analysis: Analysis;
  readonly plan: FlowPlan;
  /** The callables, keyed by node. */
  readonly given: ReadonlyMap<string, unknown>;
  readonly diagnostics: readonly Diagnostic[];
}

/** The flow's plan and findings, including errors of rules; undefined if the flow cannot be resolved. */
export function analyzeRandom(flow: RandomFlow, chooser: Chooser): Analyzed | undefined {
  const report = createReport();
  const policy = flow.handler === undefined ? {} : { policy: { on_error: { goto: flow.handler } } };
  const value = { name: "random", entry: "n0", nodes: nodesOf(flow, chooser), edges: flow.edges, ...policy };
  const { document } = documentOf(value, "random.flow.yaml", report);
  const ast = document === undefined ? undefined : parseFlow(document, "random.flow.yaml", report);
  if (ast === undefined) return undefined;
  const given = new Map<string, unknown>();
  const decisions = Object.fromEntries(
    [...flow.nodes].flatMap(([id, node]) => (node.decisions === undefined ? [] : [[id, node.decisions]])),
  );
  const analysis = resolveFlow(ast, { host: noModules, roots: [], report, given, decisions });
  if (analysis === undefined) return undefined;
  for (const rule of rules) rule(analysis);
  return { analysis, plan: createPlan(analysis), given, diagnostics: report.diagnostics };
}

/** Decides for routers: a tape of choices that is counted up until every combination has been run. */
export interface Chooser {
  choose(limit: number): number;
  unset: Set<string>;
  /** Plain nodes whose value was read from the context, or was left in it. */
  observed: Set<string>;
  /** The plain nodes whose value each node read, keyed by reader. */
  seen: Map<string, Set<string>>;
  isSingle: boolean;
}

export function createChooser(): Chooser & { rewind(): void; advance(): boolean } {
  const { choose, rewind, advance } = createChoiceTape();
  const chooser = {
    unset: new Set<string>(),
    observed: new Set<string>(),
    seen: new Map<string, Set<string>>(),
    isSingle: true,
    choose,
    rewind: () => {
      rewind();
      chooser.unset = new Set();
      chooser.observed = new Set();
      chooser.seen = new Map();
      chooser.isSingle = true;
    },
    advance,
  };
  return chooser;
}

function nodesOf(flow: RandomFlow, chooser: Chooser): Record<string, unknown> {
  return Object.fromEntries(
    [...flow.nodes].map(([id, node]): [string, unknown] => {
      if (node.type === "LoopNode") {
        const items = Array.from({ length: node.items ?? 0 }, (_, index) => index);
        const routes = {
          body_route: node.body,
          ...(node.done !== undefined && { done_route: node.done, collect: node.body }),
        };
        return [id, { type: "LoopNode", context: { inputs: { items } }, ...routes }];
      }
      const targets = targetsOf(flow.edges, id);
      const decisions = node.decisions ?? [{ always: [], maybe: targets }];
      const call = (payload: unknown): unknown => {
        if (node.reads !== undefined && payload === undefined) chooser.unset.add(id);
        if (node.reads !== undefined) observe(id, writerOf(payload), chooser);
        const canFail = node.goesOn === true || (node.goto ?? flow.handler) !== undefined;
        const outcome = !canFail ? 0 : chooser.choose(node.asks === undefined ? 2 : 3);
        if (outcome === 1) throw new Error(`${id} fails`);
        if (node.type === "CustomRoutingNode") return chooseTargets(decisions, chooser);
        // Each condition is evaluated in some run.
        if (node.readsOwn === true) chooser.observed.add(id);
        return { from: id, ...(outcome === 2 ? failingFacts(node) : chooseFacts(node, chooser)) };
      };
      const context = {
        ...(node.reads !== undefined && { inputs: node.reads }),
        ...(node.writes !== undefined && { outputs: node.writes }),
      };
      const rule = node.goesOn === true ? "continue" : node.goto === undefined ? undefined : { goto: node.goto };
      const policy = rule === undefined ? {} : { policy: { on_error: rule } };
      return [id, { type: node.type, callable: call, context, ...policy }];
    }),
  );
}

function observe(reader: string, writer: string, { observed, seen }: Chooser): void {
  observed.add(writer);
  if (writer !== "") seen.set(reader, (seen.get(reader) ?? new Set()).add(writer));
}

function chooseTargets(decisions: readonly Decision[], chooser: Chooser): string[] {
  const { always = [], maybe = [] } = decisions[decisions.length > 1 ? chooser.choose(decisions.length) : 0] ?? {};
  const choice = chooser.choose(2 ** maybe.length);
  const chosen = [...always, ...maybe.filter((_, index) => (choice & (1 << index)) !== 0)];
  if (chosen.length > 1) chooser.isSingle = false;
  return chosen;
}

function chooseFacts({ asks = [] }: RandomNode, chooser: Chooser): Record<string, boolean> {
  const chosen = asks.flatMap((facts) => facts[chooser.choose(facts.length + 1)] ?? []);
  return Object.fromEntries(asks.flat().map((fact) => [fact, chosen.includes(fact)]));
}

/** Facts that cannot be compared: the node fails after it has written its result. */
function failingFacts({ asks = [] }: RandomNode): Record<string, object> {
  return Object.fromEntries(asks.flat().map((fact) => [fact, {}]));
}

interface RandomRun {
  runSync(context: object, input: unknown, options: RunOptions): FlowContext;
}

/** Runs a flow with up to `limit` combinations of choices. Returns whether these were all. */
export function runEveryWay(
  { plan, given }: Analyzed,
  chooser: ReturnType<typeof createChooser>,
  limit: number,
): { runs: Observed[]; isComplete: boolean } {
  const flow = defineFlow<RandomRun>(
    linkFlow(plan, (callable) => (callable.kind === "given" ? given.get(callable.key) : undefined)),
  );
  const runs: Observed[] = [];
  for (let more = true; more; more = chooser.advance()) {
    if (runs.length === limit) return { runs, isComplete: false };
    chooser.rewind();
    runs.push(runOnce(flow, chooser));
  }
  return { runs, isComplete: true };
}

function runOnce(flow: RandomRun, chooser: Chooser): Observed {
  const starts = new Map<string, number>();
  const waiting = new Set<string>();
  const missing = new Set<string>();
  const chosen = new Set<string>();
  const succeeded = new Set<string>();
  const onEvent = (event: FlowEvent): void => {
    if (event.type === "start") starts.set(event.nodeId, (starts.get(event.nodeId) ?? 0) + 1);
    if (event.type === "success") succeeded.add(event.nodeId);
    if (event.type === "route") for (const { target } of event.routes) chosen.add(`${event.nodeId} >> ${target}`);
    if (event.type !== "waiting") return;
    waiting.add(event.nodeId);
    for (const group of event.missing) missing.add(`${event.nodeId}: ${[...group].sort().join(" ")}`);
  };
  let isCut = false;
  const context: Record<string, unknown> = {};
  try {
    flow.runSync(context, 0, { maxSteps: 80, onEvent });
  } catch (error) {
    const isCutOff = error instanceof FlowError && error.code === "run/max-steps";
    // A failure of something that the flow's error handler started.
    const isFailure = error instanceof Error && /^n\d+ fails$/u.test(error.message);
    const isUnhandled = isFailure || (error instanceof FlowError && error.code === "run/condition");
    if (!isCutOff && !isUnhandled) throw error;
    isCut = true;
  }
  for (const place of ["a", "b", "c"]) chooser.observed.add(writerOf(context[place]));
  const { unset, observed, seen, isSingle } = chooser;
  return { starts, waiting, missing, chosen, succeeded, unset, observed, seen, isSingle, isCut };
}

/** The plain node that created a value. */
function writerOf(value: unknown): string {
  return typeof value === "object" && value !== null && "from" in value ? String(value.from) : "";
}
