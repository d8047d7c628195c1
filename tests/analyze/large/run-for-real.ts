import { hasSources, isAlwaysSet, listSources } from "../../../compiler/source-set.js";
import { createPlan } from "../../../compiler/analyze/create-plan.js";
import { linkFlow } from "../../../compiler/link/link-flow.js";
import { defineFlow, type FlowContext, FlowError, type FlowEvent, type RunOptions } from "../../../runtime/index.js";
import { createRandom, type Random } from "../random-flow.js";
import type { AnalyzedFlow } from "./analyze-large.js";
import { type Manner, randomChooser } from "./choosers.js";
import { factsFor } from "./conditions.js";
import { type LargeFlow, type LargeNode, type Read, readText } from "./flow.js";
import { type Graph, graphOf } from "./graph.js";
import { type Chooser, interpret, limit } from "./interpret.js";
import { createPlaces } from "./places.js";
import { createVerdicts, type Verdicts } from "./verdicts.js";
import type { Fault } from "./case.js";

const calm: Manner = { failures: 0, isSingle: true, nothing: 0 };
const manners: readonly Manner[] = [
  calm,
  { failures: 4, isSingle: true, nothing: 12 },
  { failures: 6, isSingle: false, nothing: 0 },
];

interface LargeRun {
  run(context: object, input: unknown, options: RunOptions): Promise<FlowContext>;
}

/**
 * Runs a correct flow with the runtime. Compares what nodes read with the plan. At concurrency 1, where the order is
 * known, also compares how often each node starts with the interpreter.
 */
export async function runForReal(flow: LargeFlow, analyzed: AnalyzedFlow, seed: number): Promise<Fault[]> {
  const { analysis, given, hasErrors } = analyzed;
  if (analysis === undefined || hasErrors) return [];
  const graph = graphOf(flow);
  const verdicts = createVerdicts(analyzed, graph);
  const play: Play = { faults: [], chooser: byVisit(graph, calm, seed), random: createRandom(seed) };
  const callables = new Map<unknown, unknown>(
    flow.nodes.map((node) => [node, callableOf(node, { flow, graph, verdicts, play })]),
  );
  const linked = linkFlow(createPlan(analysis), (callable) =>
    callable.kind === "given" ? callables.get(given.get(callable.key)) : undefined,
  );
  const defined = defineFlow<LargeRun>(linked);
  for (const [round, manner] of manners.entries()) {
    play.chooser = byVisit(graph, manner, seed + round);
    play.random = createRandom(seed + round);
    play.faults.push(...(await runOnce(defined, flow, { graph, chooser: play.chooser })));
  }
  return play.faults;
}

/** The run that is under way. */
interface Play {
  readonly faults: Fault[];
  chooser: Chooser;
  random: Random;
}

/** Decides by the node and its visit alone, so that both kinds of runs decide the same. */
function byVisit(graph: Graph, manner: Manner, seed: number): Chooser {
  const at = (node: number, visit: number): Chooser =>
    randomChooser(graph, createRandom(seed * 7919 + node * 104_729 + visit), manner);
  return {
    // A text that goes on as a result would be part of the next one, and would soon grow without end.
    fails: (node, visit) => graph.nodes[node]?.inputs?.form !== "template" && at(node, visit).fails(node, visit),
    targets: (node, visit) => at(node, visit).targets(node, visit),
    // Same as the list in the flow's document.
    items: () => 2,
    pick: () => 0,
  };
}

async function runOnce(
  defined: LargeRun,
  flow: LargeFlow,
  { graph, chooser }: { readonly graph: Graph; readonly chooser: Chooser },
): Promise<Fault[]> {
  const starts = new Map<string, number>();
  const onEvent = (event: FlowEvent): void => {
    if (event.type === "start") starts.set(event.nodeId, (starts.get(event.nodeId) ?? 0) + 1);
  };
  const run = interpret(graph, createPlaces(graph), chooser);
  const isKnown = flow.concurrency === 1 && !run.isCut;
  try {
    await defined.run({}, 0, { maxSteps: limit, onEvent });
  } catch (error) {
    if (!isStop(error)) throw error;
    // A failure that nothing handles ends the run at once. What else had started by then is unknown.
    return isKnown && !run.hasFailed ? [differently("the runtime's run fails")] : [];
  }
  if (!isKnown) return [];
  return run.hasFailed ? [differently("the interpreter's run fails")] : compareStarts(starts, run.activations, graph);
}

/** Whether the error is an unhandled failure of a node, or the limit of steps. */
function isStop(error: unknown): boolean {
  return error instanceof Failure || (error instanceof FlowError && error.code === "run/max-steps");
}

function differently(witness: string): Fault {
  return { kind: "run: differs", verdict: "the interpreter and the runtime run a flow alike", witness };
}

class Failure extends Error {
  override readonly name = "Failure";
}

/** What a plain node returns: who made it. */
interface Made {
  readonly madeBy: string;
}

interface Stage {
  readonly flow: LargeFlow;
  readonly graph: Graph;
  readonly verdicts: Verdicts;
  readonly play: Play;
}

function callableOf(node: LargeNode, { flow, graph, verdicts, play }: Stage): unknown {
  const position = graph.indexOf.get(node.id) ?? 0;
  const targets = graph.next[position] ?? [];
  return async (payload: unknown, context: Record<string, unknown>, { visit }: { visit: number }): Promise<unknown> => {
    const { faults, chooser, random } = play;
    faults.push(...checkPayload(node, payload, { graph, verdicts }));
    if (flow.concurrency > 1) for (let turns = random(12); turns > 0; turns--) await Promise.resolve();
    if (chooser.fails(position, visit)) throw new Failure(`${node.id} fails`);
    const made: Made = { madeBy: node.id };
    if (node.secret !== undefined) context[node.secret] = made;
    const { choices } = node;
    const chosen = node.kind === "plain" && choices === undefined ? [] : chooser.targets(position, visit);
    if (choices !== undefined)
      return {
        ...made,
        ...factsFor(
          choices,
          chosen.map((at) => graph.nodes[targets[at] ?? 0]?.id ?? ""),
        ),
      };
    if (node.kind === "plain") return made;
    const sent = chosen.map((at) => [graph.nodes[targets[at] ?? 0]?.id, made]);
    return Object.fromEntries(sent);
  };
}

/** Compares what a node is called with to what the plan says about its reads. */
function checkPayload(
  node: LargeNode,
  payload: unknown,
  { graph, verdicts }: { graph: Graph; verdicts: Verdicts },
): Fault[] {
  const { inputs } = node;
  if (inputs === undefined || inputs.form === "template") return [];
  const isWhole = inputs.form === "value" || inputs.chains.length === 1;
  return inputs.chains.flatMap(({ operands }, at): Fault[] => {
    const [read] = operands;
    if (read === undefined || operands.length > 1) return [];
    const value = isWhole ? payload : (payload as Record<string, unknown>)[`k${at}`];
    const plan = verdicts.planOf(graph.indexOf.get(node.id) ?? 0, readText(read));
    if (plan === undefined || read.scope === "joins") return [];
    const verdict = `\`${node.id}\` reads \`${readText(read)}\`, from ${
      listSources(plan.sources)
        .map((source) => source.node)
        .join() || "nobody"
    }`;
    const isUnset = value === undefined || value === "none";
    if (isUnset && isAlwaysSet(plan.sources) && !isOwnInput(read, graph))
      return [{ kind: "read: always set", verdict, witness: "it was unset in a run" }];
    if (read.scope !== "ctx" || isUnset || plan.afterOpenWrite) return [];
    const maker = typeof value === "object" && value !== null && "madeBy" in value ? value.madeBy : undefined;
    // What a router writes is its decision, which does not say who made it.
    const isKnown =
      maker === undefined
        ? hasSources(plan.sources)
        : listSources(plan.sources).some((source) => source.node === maker);
    return isKnown
      ? []
      : [{ kind: "run: source of ctx", verdict, witness: `a run read what \`${String(maker)}\` wrote` }];
  });
}

/** A node that failed under `continue` has its own input as its result, even if that is undefined. */
function isOwnInput({ scope, path: [id = ""] }: Read, { rules, indexOf }: Graph): boolean {
  return scope === "payload" && rules[indexOf.get(id) ?? -1]?.action === "continue";
}

function compareStarts(
  starts: ReadonlyMap<string, number>,
  activations: readonly { readonly node: number }[],
  graph: Graph,
): Fault[] {
  const expected = new Map<string, number>();
  for (const { node } of activations) {
    const id = graph.nodes[node]?.id ?? "";
    expected.set(id, (expected.get(id) ?? 0) + 1);
  }
  const different = graph.nodes.filter(({ id }) => expected.get(id) !== starts.get(id));
  if (different.length === 0) return [];
  const counts = different.map(({ id }) => `\`${id}\` ${expected.get(id) ?? 0} and ${starts.get(id) ?? 0}`);
  return [differently(`starts: ${counts.join(", ")}`)];
}
