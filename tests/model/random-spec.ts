import { checkFlow, everyFeature, type FlowSpec, type NodeSpec, type PolicySpec } from "@flowc/runtime";
import { linkFlow } from "../../compiler/link/link-flow.js";
import type { FlowPlan } from "../../compiler/plan.js";
import { createRandom, randomFlow, withHandler } from "../analyze/random-flow.js";
import { analyzeRandom, createChooser } from "../analyze/run-every-way.js";
import { answer, type Answering, type Load, pause, withCall } from "./answering.js";
import { Stream } from "./items.js";
import { membersOf } from "./graph-of.js";
import { nestedCycles } from "./nested-cycles.js";
import { type Attempt, type Behave, type Random, randomCallable } from "./random-callables.js";
import { wait } from "./virtual-time.js";

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
}

/** The flow of a seed; undefined if the compiler rejects it. */
export function randomSpec(seed: number): RandomSpec | undefined {
  const random = createRandom(seed);
  const graph = random(8) === 0 ? nestedCycles(random) : randomFlow(random, true);
  const analyzed = analyzeRandom(random(5) === 0 ? withHandler(graph, random) : graph, createChooser());
  if (analyzed?.diagnostics.some(({ severity }) => severity === "error") !== false) return undefined;
  const { given, plan } = analyzed;
  if (leadsBackToItsLoop(plan)) return undefined;
  const linked = linkFlow(plan, (callable) => (callable.kind === "given" ? given.get(callable.key) : undefined));
  const isShared = random(3) === 0;
  const isTimed = random(4) === 0;
  const load = { now: 0, most: 0 };
  const policy: PolicySpec = {
    ...(random(6) === 0 && { onError: "continue" }),
    ...linked.policy,
    ...(isTimed && random(4) === 0 && { timeout: 50 }),
  };
  const nodes = linked.nodes.map((node) => decorate(node, { random, seed, isShared, isTimed, policy }));
  const spec: FlowSpec = { ...linked, uses: everyFeature, policy };
  const model = { ...spec, nodes: nodes.map(({ node, behave }) => (behave ? withModelCall(node, behave) : node)) };
  const runtime = (answering: Answering): FlowSpec => {
    const manner = { answering, load, random: createRandom(seed), isTimed };
    const answered = {
      ...spec,
      nodes: nodes.map(({ node, behave, unread }) =>
        behave ? withCall(node, answer(behave, manner)) : answering === "recorded" ? { ...node, ...unread } : node,
      ),
    };
    checkFlow(answered);
    return answered;
  };
  return { model, runtime, isShared, isStreamed: nodes.some(({ unread }) => unread), isTimed, load };
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
}

interface Dressed {
  readonly node: NodeSpec;
  readonly behave?: Behave;
  /** The payload of a loop over a stream. It must not be read. */
  readonly unread?: { readonly inputs: () => unknown };
}

/** Gives a node of a bare graph a random callable, list, policy, inputs and outputs. */
function decorate(bare: NodeSpec, dressing: Dressing): Dressed {
  const { random, seed, isShared, isTimed } = dressing;
  if (bare.kind === "loop") {
    const { inputs, unread } = randomList(random, isTimed);
    const node: NodeSpec = { ...bare, inputs, ...(random(3) === 0 && { enumerate: true as const }) };
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
function randomPolicy({ onError: goto }: PolicySpec = {}, { random, isTimed }: Dressing): PolicySpec {
  const onError = goto ?? (random(5) === 0 ? "continue" : random(12) === 0 ? "stop" : undefined);
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
