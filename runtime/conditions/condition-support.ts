import { note } from "../engine/activation.js";
import { arrive, partsOf } from "../engine/dispatch.js";
import { report } from "../engine/report.js";
import { type Edge, PreparedNode, type Run } from "../engine/state.js";
import type { RoutingRecord } from "../flow-context.js";
import { FlowError } from "../flow-error.js";
import type { Equipped, Feature, FlowSpec, RunnableFlow } from "../flow-spec.js";
import type { ChoiceSpec } from "../node-spec.js";
import type { FlowDescription, NodeDescription } from "../flow-description.js";
import { describeFlow } from "../prepare/describe.js";

/** Conditions on edges (SPEC 12). */
export const conditionSupport: Feature = { name: "conditionSupport", copy: PreparedNode, equip, extend };

function equip({ spec, nodeOf }: Equipped): void {
  for (const { id, choices } of spec.nodes) if (choices !== undefined) equipNode(nodeOf(id), choices);
}

/** The flow also describes its conditions. */
function extend(flow: RunnableFlow, spec: FlowSpec): void {
  flow.describe = (): FlowDescription => {
    const described = describeFlow(spec);
    const nodes = described.nodes.map((node, at) => withChoices(node, spec.nodes[at]?.choices));
    return { ...described, nodes };
  };
}

function withChoices(node: NodeDescription, choices: readonly ChoiceSpec[] | undefined): NodeDescription {
  if (choices === undefined) return node;
  return { ...node, choices: choices.map((choice) => choice.map(({ to, reason }) => ({ to: [...to], reason }))) };
}

function equipNode(node: PreparedNode, choices: readonly ChoiceSpec[]): void {
  const prepared = choices.map((choice) => choice.map((alternative) => prepareAlternative(node, alternative)));
  const conditional = new Set(prepared.flat().flatMap(({ edges }) => edges));
  const always = node.edges.filter((edge) => !conditional.has(edge));
  /** Runs whose conditions have thrown: the result of the node stays (SPEC 12). */
  const stored = new WeakSet<Run>();
  node.hasStored = (run) => stored.has(run);
  node.settle = (run, answer) => {
    const result = answer === undefined ? run.payload : answer;
    partsOf(node, result);
    const { iteration } = run;
    node.store(run.payloads, result);
    node.writes?.(run.context, result);
    stored.add(run);
    const taken = take(prepared, result, run.context);
    stored.delete(run);
    note(run, node.succeeded);
    node.collect?.(iteration, result);
    report(run, { type: "success", result });
    const started = node.edges.filter((edge) => taken.has(edge) || !conditional.has(edge));
    const routes = started.map((edge) => routeOf(edge, taken.get(edge)));
    node.store(run.context.routing, routes);
    report(run, { type: "route", routes });
    for (const edge of started) arrive(run, edge, result, iteration);
  };
  node.passOn = (run, input) => {
    const { iteration } = run;
    if (!stored.delete(run)) node.store(run.payloads, input);
    node.collect?.(iteration, run.payloads[node.id]);
    for (const edge of always) arrive(run, edge, input, iteration);
  };
}

interface Alternative {
  readonly edges: readonly Edge[];
  readonly reason: string;
  readonly when: ((result: unknown, context: unknown) => boolean) | undefined;
}

function prepareAlternative(node: PreparedNode, { to, reason, when }: ChoiceSpec[number]): Alternative {
  const edges = to.map((id) => {
    const edge = node.edgeTo.get(id);
    if (edge !== undefined) return edge;
    throw new FlowError("define/unknown-node", `\`${id}\` is no successor of node \`${node.id}\``, node.place);
  });
  return { edges, reason, when: when as Alternative["when"] };
}

/** Evaluates all conditions of a node. Returns the edges of the alternatives that are taken, with the reason. */
function take(choices: readonly (readonly Alternative[])[], result: unknown, context: unknown): Map<Edge, string> {
  const taken = new Map<Edge, string>();
  for (const choice of choices) {
    const found = choice.find(({ when }) => when === undefined || when(result, context));
    for (const edge of found?.edges ?? []) taken.set(edge, found?.reason ?? "");
  }
  return taken;
}

function routeOf({ target }: Edge, reason: string | undefined): RoutingRecord {
  return reason === undefined ? { target: target.id } : { target: target.id, reason };
}
