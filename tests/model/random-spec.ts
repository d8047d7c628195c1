import {
  checkFlow,
  type ChoiceSpec,
  everyFeature,
  type FlowSpec,
  type NodeSpec,
  type PolicySpec,
} from "@flowc/runtime";
import { linkFlow } from "../../compiler/link/link-flow.js";
import type { FlowPlan } from "../../compiler/plan.js";
import { forkedFlow } from "../analyze/forked-flow.js";
import { createRandom, type RandomFlow, randomFlow, withHandler } from "../analyze/random-flow.js";
import { analyzeRandom, createChooser } from "../analyze/run-every-way.js";
import { type Conditional, type ConditionalChoice, withConditions } from "../analyze/conditional-edges.js";
import { answer, type Answering, type Load, pause, withCall } from "./answering.js";
import { Stream } from "./items.js";
import { membersOf } from "./graph-of.js";
import { nestedCycles } from "./nested-cycles.js";
import { type Attempt, type Behave, type Random, randomCallable } from "./random-callables.js";
import { randomChildren, type RandomChild } from "./random-children.js";
import { isTrue } from "./condition.js";
import { randomCondition, type Written } from "./random-condition.js";
import { wait } from "./virtual-time.js";
import type { Ledger } from "./ledger.js";
import { withWords } from "./with-words.js";

export interface RandomSpec {
  /** For the model: all callables answer at once, and decide with `Decision`. */
  readonly model: FlowSpec;
  /** The same flow for the runtime. */
  readonly runtime: (answering: Answering) => FlowSpec;
  /** Whether results may depend on the order of activations, since nodes read or write the context. */
  readonly isShared: boolean;
  /** Whether any list has to be waited for. */
  readonly isStreamed: boolean;
  /** Whether any nodes have timeouts or delays, so that a run needs a clock. */
  readonly isTimed: boolean;
  readonly load: Load;
  /** Whether any node runs a flow. */
  readonly isNested: boolean;
  /** Undefined for a flow without conditions. */
  readonly conditional: Conditional<Written> | undefined;
  readonly plan: FlowPlan;
}

/** Where a flow is that another one runs. */
export interface Around {
  /** How many flows are around it. */
  readonly depth: number;
  readonly isTimed: boolean;
  readonly load: Load;
  /** Lets nodes book something, and undo it. */
  readonly ledger?: Ledger;
  /** Gives its nodes other ids. */
  readonly rename?: (flow: RandomFlow) => RandomFlow;
}

/** The flow of a seed; undefined if the compiler rejects it. */
export function randomSpec(seed: number, around?: Around): RandomSpec | undefined {
  const random = createRandom(seed);
  const isShared = random(3) === 0;
  const { flow, conditional } = randomGraph(random, isShared, around?.rename);
  const analyzed = analyzeRandom(flow, createChooser());
  if (analyzed?.diagnostics.some(({ severity }) => severity === "error") !== false) return undefined;
  const { given, plan } = analyzed;
  if (leadsBackToItsLoop(plan)) return undefined;
  const linked = linkFlow(plan, (callable) => (callable.kind === "given" ? given.get(callable.key) : undefined));
  const isTimed = around?.isTimed ?? random(4) === 0;
  const load = around?.load ?? { now: 0, most: 0 };
  const policy: PolicySpec = {
    ...(random(6) === 0 && { onError: "continue" }),
    ...linked.policy,
    ...(isTimed && random(4) === 0 && { timeout: 50 }),
  };
  const choicesOf = (id: string): readonly ConditionalChoice<Written>[] | undefined => conditional?.choices.get(id);
  const dressing = { random, seed, isShared, isTimed, policy };
  const dressed = linked.nodes.map((node) => decorate(node, { ...dressing, choices: choicesOf(node.id) }));
  const children = randomChildren(
    dressed.map(({ node }) => node),
    { seed, depth: around?.depth ?? 0, isTimed, load, ...(around?.ledger && { ledger: around.ledger }) },
    randomSpec,
  );
  const nodes = dressed.map((one) => withChild(one, children.get(one.node.id)));
  const spec: FlowSpec = { ...linked, uses: everyFeature, policy };
  const model = { ...spec, nodes: nodes.map((dressed) => forModel(dressed, choicesOf(dressed.node.id))) };
  const runtime = (answering: Answering): FlowSpec => {
    const manner = { answering, load, random: createRandom(seed), isTimed };
    const plain = nodes.map(({ node, behave, unread, child }) => {
      if (child !== undefined) return withCall(node, child.call(answering));
      return behave ? withCall(node, answer(behave, manner)) : answering === "recorded" ? { ...node, ...unread } : node;
    });
    const answered = { ...spec, nodes: around?.ledger?.booking(plain, seed) ?? plain };
    checkFlow(answered);
    return answered;
  };
  const isStreamed = nodes.some(({ unread, child }) => unread !== undefined || child?.isStreamed === true);
  return { model, runtime, isShared, isNested: children.size > 0, isStreamed, isTimed, load, conditional, plan };
}

interface Graph {
  readonly flow: RandomFlow;
  readonly conditional: Conditional<Written> | undefined;
}

/** A random flow, most of them with conditions, and some with ids that are words of the grammar. */
function randomGraph(random: Random, isShared: boolean, rename = (flow: RandomFlow): RandomFlow => flow): Graph {
  const kind = random(8);
  const graph = kind === 0 ? nestedCycles(random) : kind < 5 ? forkedFlow(random) : randomFlow(random, true);
  const handled = random(5) === 0 ? withHandler(graph, random) : graph;
  const flow = rename(random(4) === 0 ? withWords(handled) : handled);
  if (random(6) === 0) return { flow, conditional: undefined };
  const others = isShared ? [...flow.nodes.keys()] : [];
  const conditional = withConditions(flow, random, (id) => {
    const hasGoto = (flow.nodes.get(id)?.goto ?? flow.handler) !== undefined;
    return randomCondition({ random, others, isRisky: random(5) < (hasGoto ? 4 : 2) });
  });
  return { flow: conditional.flow, conditional };
}

/** What the model calls and asks, instead of what the compiler has made of the flow's text. */
function forModel(
  { node, behave, child }: Dressed,
  choices: readonly ConditionalChoice<Written>[] | undefined,
): NodeSpec {
  const called = child ? withCall(node, () => child.nested) : behave ? withModelCall(node, behave) : node;
  if (choices === undefined) return called;
  const asked = choices.map((choice): ChoiceSpec =>
    choice.map(({ targets: to, condition: written }) => {
      if (written === undefined) return { to, reason: "otherwise" };
      const when = (result: unknown, context: unknown): boolean => isTrue(written.condition, { result, context });
      return { to, reason: written.reason, when };
    }),
  );
  return { ...called, choices: asked };
}

/** A node that runs a flow instead of calling a function. Only what cannot end by itself may have a timeout. */
function withChild(one: Dressed, child: RandomChild | undefined): Dressed {
  if (child === undefined) return one;
  const { timeout, retry } = child;
  const policy = { ...one.node.policy, timeout, ...(retry && { retry }) };
  return { ...one, child, node: { ...one.node, policy } };
}

function withModelCall(node: NodeSpec, behave: Behave): NodeSpec {
  return withCall(node, (payload: unknown, _: unknown, attempt: Attempt) => behave(payload, attempt));
}

/** Whether a body has a goto to its own loop. Such a loop would belong to its own items. */
function leadsBackToItsLoop({ cycles, nodes }: FlowPlan): boolean {
  return nodes.some((node) => {
    if (node.kind !== "loop") return false;
    const isInside = (id: string): boolean => node.members.includes(id);
    return cycles.some(({ header }) => {
      const members = membersOf(header, cycles);
      return members.has(node.id) && [...members].some(isInside);
    });
  });
}

interface Dressing {
  readonly random: Random;
  readonly seed: number;
  readonly isShared: boolean;
  readonly isTimed: boolean;
  /** The flow's policy. */
  readonly policy: PolicySpec;
  readonly choices: readonly ConditionalChoice<Written>[] | undefined;
}

interface Dressed {
  readonly node: NodeSpec;
  readonly behave?: Behave;
  /** The payload of a loop over a stream. It must not be read. */
  readonly unread?: { readonly inputs: () => unknown };
  /** The flow that it runs instead. */
  readonly child?: RandomChild;
}

/** Gives a node of a bare graph a random callable, list, policy, inputs and outputs. */
function decorate(bare: NodeSpec, dressing: Dressing): Dressed {
  const { random, seed, isShared, choices } = dressing;
  if (bare.kind === "loop") {
    const { inputs, unread } = randomList(random, dressing.isTimed);
    const enumerate = random(3) === 0 && { enumerate: true as const };
    const node: NodeSpec = { ...bare, inputs, ...enumerate, ...randomLimit(bare.id, seed) };
    return { node, ...(unread && { unread: { inputs: unread } }) };
  }
  const next = bare.next ?? [];
  const policy = randomPolicy(bare.policy, dressing);
  const mayFail = typeof policy.onError === "object" || policy.retry !== undefined;
  const behave = randomCallable(
    {
      id: bare.id,
      seed,
      isRouter: bare.kind === "router",
      next,
      failures: mayFail ? 3 : ([0, 0, 4, 25][random(4)] ?? 0),
      isTimed: (policy.timeout ?? dressing.policy.timeout) !== undefined,
      isAsked: choices !== undefined,
    },
    random(3) === 0,
  );
  const places = ["a", "b", "c"];
  const node: NodeSpec = {
    ...bare,
    policy,
    ...(isShared && random(3) === 0 && { inputs: readOf(places[random(3)] ?? "a") }),
    ...(isShared && random(3) === 0 && { writes: writeOf(places[random(3)] ?? "a") }),
  };
  return { node, behave };
}

/** Random retries, timeouts and error rules. A goto is an edge of the graph, and stays. */
function randomPolicy({ onError: goto }: PolicySpec = {}, { random, isTimed, choices }: Dressing): PolicySpec {
  const isRisky = choices?.flat().some(({ condition }) => condition?.isRisky === true) === true;
  const goesOn = random(isRisky ? 2 : 5) === 0;
  const onError = goto ?? (goesOn ? "continue" : random(12) === 0 ? "stop" : undefined);
  const timeout = isTimed && random(2) === 0 ? [20, 50][random(2)] : undefined;
  const on = [["RangeError"], ["RangeError", "FlowError"], ["FlowError"], ["Busy"], ["Error"]][random(9)];
  const delay = isTimed ? [0, 7, 100][random(3)] : undefined;
  const retry = { maxAttempts: 1 + random(3), ...(on && { on }), ...(delay !== undefined && { delay }) };
  return {
    ...(random(timeout === undefined ? 4 : 2) === 0 && { retry }),
    ...(timeout !== undefined && { timeout }),
    ...(onError !== undefined && { onError }),
  };
}

type Context = Record<string, unknown> & { payloads: Record<string, unknown> };
const readOf = (place: string) => (context: Context) => ({ [place]: context[place], n1: context.payloads["n1"] });
const writeOf = (place: string) => (context: Context, result: unknown) => {
  context[place] = result;
};

/** It draws numbers of its own, so all else in a flow stays as it would be. */
function randomLimit(id: string, seed: number): { readonly concurrency?: number } {
  const random = createRandom(seed ^ (0x117 + id.length + id.charCodeAt(1)));
  return random(2) === 0 ? {} : { concurrency: 1 + random(3) };
}

interface RandomList {
  readonly inputs: () => unknown;
  readonly unread?: () => unknown;
}

function randomList(random: Random, isTimed: boolean): RandomList {
  const items = Array.from({ length: random(4) }, (_, at) => [at, `i${at}`, null, { at }][random(4)]);
  const kind = random(12);
  if (kind === 0) return { inputs: () => "no list" };
  if (kind < 3) return { inputs: () => new Set(items) };
  if (kind >= 5) return { inputs: () => items };
  return {
    inputs: () => new Stream(items, () => (isTimed ? wait(random(4)) : pause(random(4)))),
    unread: () => new Stream(items, () => Promise.reject(new Error("a recorded stream is read again"))),
  };
}
