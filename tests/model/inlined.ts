import {
  childFlow,
  defineFlow,
  everyFeature,
  type FlowContext,
  type FlowSpec,
  type NodeSpec,
  type SyncFlow,
} from "@flowc/runtime";
import type { FlowPlan } from "../../compiler/plan.js";
import { routesOf, withCall } from "./answering.js";
import type { Attempt } from "./random-callables.js";
import type { RandomSpec } from "./random-spec.js";

/** A flow with a node that runs a flow, and the same with the nodes of that flow in its place. */
export interface Pair {
  readonly node: string;
  /** The node of the child whose result is its output. */
  readonly output: string;
  /** How many loops are around the node. A goto may start it in others. */
  readonly loops: number;
  readonly nested: FlowSpec;
  readonly inlined: FlowSpec;
  /** `inlined` for the model. */
  readonly model: FlowSpec;
}

/** The node of `inlined` that passes the child's output on. */
export const exit = "exit";

/** The callables of the model, for the runtime; a node in loops that the child does not know has their positions first. */
function forRuntime(node: NodeSpec, loopsAround = 0, decide = routesOf): NodeSpec {
  if (node.kind === "loop" || !("call" in node)) return node;
  const call = node.call as (payload: unknown, context: unknown, attempt: Attempt) => unknown;
  return withCall(node, (payload: unknown, _: unknown, { attempt, index }: Attempt) =>
    decide(call(payload, undefined, { attempt, index: index.slice(loopsAround) })),
  );
}

/** Undefined if the parent or the child uses something that behaves differently when it is inlined. */
export function pairOf(parent: RandomSpec, drawn: RandomSpec, at: number): Pair | undefined {
  const child = withOtherEntry(drawn);
  if (child === undefined) return undefined;
  const nodes = new Map(parent.model.nodes.map((node) => [node.id, node]));
  const places = parent.model.nodes.filter((node) => canRunFlow(node, parent));
  const outputs = child.model.nodes.filter((node) => canBeOutput(node, child));
  const [place, output] = [places[at % places.length], outputs[at % outputs.length]];
  if (place === undefined || output === undefined || hasGoto(child.model.policy)) return undefined;
  if (child.model.nodes.some(({ id }) => nodes.has(id))) return undefined;
  const loops = loopsAround(place.id, parent.plan);
  const stop: NodeSpec["policy"] = { onError: "stop" };
  const build = (inside: readonly NodeSpec[], decide = routesOf): FlowSpec => ({
    ...parent.model,
    uses: everyFeature,
    nodes: [
      ...parent.model.nodes.map((node) => (node.id === place.id ? undefined : forRuntime(node, 0, decide))),
      ...inside,
    ].filter((node) => node !== undefined),
  });
  const called = childFlow(
    defineFlow<SyncFlow<FlowContext, {}, unknown, unknown>>({
      ...child.model,
      output: output.id,
      maxSteps: 80,
      nodes: child.model.nodes.map((node) => forRuntime(node)),
    }),
  );
  const same = (payload: unknown): unknown => payload;
  const inside = (decide = routesOf): NodeSpec[] => [
    { ...withCall(place, same), next: [child.model.entry], policy: stop },
    ...child.model.nodes.map((node) => ({
      ...forRuntime(node, loops, decide),
      policy: { ...stop, ...child.model.policy, ...node.policy },
      ...(node.id === output.id && { next: [exit] }),
    })),
    { id: exit, call: same, next: place.next ?? [], policy: stop },
  ];
  const inline = (decide = routesOf): FlowSpec => {
    const spec = build(inside(decide), decide);
    const cycles = [...(parent.model.cycles ?? []), ...(child.model.cycles ?? [])];
    const collects = (node: NodeSpec): NodeSpec =>
      node.kind === "loop" && node.collect === place.id ? { ...node, collect: exit } : node;
    return { ...spec, nodes: spec.nodes.map(collects), cycles };
  };
  return {
    node: place.id,
    output: output.id,
    loops,
    nested: build([{ ...withCall(place, called), policy: stop }]),
    inlined: inline(),
    model: inline((value) => value),
  };
}

/** The entry of all random flows is `n0`. Undefined if something refers to it, which a callable may do too. */
function withOtherEntry(spec: RandomSpec): RandomSpec | undefined {
  const { entry, nodes, cycles = [] } = spec.model;
  const isNamed = nodes.some(({ next = [], joins = [], policy, ...node }) => {
    const goto = typeof policy?.onError === "object" ? [policy.onError.goto] : [];
    const loop = node.kind === "loop" ? [node.body, node.done, node.collect] : [];
    return [...next, ...joins.flat(), ...goto, ...loop].includes(entry);
  });
  if (isNamed || cycles.some(({ members }) => members.includes(entry))) return undefined;
  const renamed = nodes.map((node) => (node.id === entry ? { ...node, id: "m0" } : node));
  return { ...spec, model: { ...spec.model, entry: "m0", nodes: renamed } };
}

function hasGoto(policy: FlowSpec["policy"]): boolean {
  return typeof policy?.onError === "object";
}

/** A function without conditions and a goto, outside of cycles, that no join names as a parent: its id would be part of a payload. */
function canRunFlow({ id, kind = "function", policy, choices }: NodeSpec, { model, plan }: RandomSpec): boolean {
  const isParent = model.nodes.some(({ joins = [] }) => joins.flat().includes(id));
  const isInCycle = plan.cycles.some(({ members }) => members.includes(id));
  return kind === "function" && !hasGoto(policy) && choices === undefined && !isParent && !isInCycle;
}

/** A function without successors, outside of loops. */
function canBeOutput({ id, kind = "function", next = [], policy }: NodeSpec, { plan }: RandomSpec): boolean {
  return kind === "function" && next.length === 0 && !hasGoto(policy) && loopsAround(id, plan) === 0;
}

function loopsAround(id: string, { nodes }: FlowPlan): number {
  const loop = nodes.find((node) => node.id === id)?.loop;
  return loop === undefined ? 0 : 1 + loopsAround(loop, { nodes } as FlowPlan);
}
