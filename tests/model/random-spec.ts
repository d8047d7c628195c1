import { checkFlow, type FlowSpec, type NodeSpec, everyFeature, route } from "flowc/runtime";
import { linkFlow } from "../../compiler/link/link-flow.js";
import type { FlowPlan } from "../../compiler/plan.js";
import { createRandom, randomFlow } from "../analyze/random-flow.js";
import { analyzeRandom, createChooser } from "../analyze/run-every-way.js";
import { type Decision, isDecision } from "./decisions.js";
import { Stream } from "./items.js";

type Random = (limit: number) => number;

/** How the runtime gets the answers of callables. */
export type Answering = "at once" | "settled" | "late";

export interface RandomSpec {
  /** For the model: all callables answer at once, and decide with `Decision`. */
  readonly model: FlowSpec;
  /** The same flow for the runtime. */
  readonly runtime: (answering: Answering) => FlowSpec;
  /** Whether results may depend on the order of activations: nodes read or write the context. */
  readonly isShared: boolean;
  /** Whether some list has to be waited for. */
  readonly isStreamed: boolean;
  /** How many callables run, and ran at most. */
  readonly load: { now: number; most: number };
}

interface Meta {
  readonly attempt: number;
  readonly index: number | undefined;
}
type Behave = (payload: unknown, meta: Meta) => unknown;

/** The flow of a seed; undefined where the seed gives none that the compiler takes. */
export function randomSpec(seed: number): RandomSpec | undefined {
  const random = createRandom(seed);
  const analyzed = analyzeRandom(randomFlow(random), createChooser());
  if (analyzed?.diagnostics.some(({ severity }) => severity === "error") !== false) return undefined;
  const { given, plan } = analyzed;
  if (leadsBackToItsLoop(plan)) return undefined;
  const linked = linkFlow(plan, (callable) => (callable.kind === "given" ? given.get(callable.key) : undefined));
  const isShared = random(3) === 0;
  const load = { now: 0, most: 0 };
  const nodes = linked.nodes.map((node) => decorate(node, { random, seed, isShared }));
  const spec: FlowSpec = {
    ...linked,
    uses: everyFeature,
    ...(random(6) === 0 && { policy: { onError: "continue" as const } }),
  };
  const model = { ...spec, nodes: nodes.map(({ node, call }) => withCall(node, call)) };
  const runtime = (answering: Answering): FlowSpec => {
    const pause = createRandom(seed);
    const answered = {
      ...spec,
      nodes: nodes.map(({ node, call }) => withCall(node, answer(call, answering, pause, load))),
    };
    checkFlow(answered);
    return answered;
  };
  return { model, runtime, isShared, isStreamed: nodes.some(({ isStream }) => isStream), load };
}

/** Whether a body has a goto to its own loop: such a loop would be a part of its own items. */
function leadsBackToItsLoop({ cycles, nodes }: FlowPlan): boolean {
  return nodes.some((node) => {
    if (node.kind !== "loop") return false;
    const isInside = (id: string): boolean => node.members.includes(id);
    return cycles.some(({ members }) => members.includes(node.id) && members.some(isInside));
  });
}

function withCall(node: NodeSpec, behave: Behave | undefined): NodeSpec {
  if (behave === undefined) return node;
  // Three parameters: the runtime hands over `meta` only where a callable takes it.
  const call = (payload: unknown, _: unknown, meta: Meta): unknown => behave(payload, meta);
  return { ...node, call } as NodeSpec;
}

function answer(
  behave: Behave | undefined,
  answering: Answering,
  random: Random,
  load: RandomSpec["load"],
): Behave | undefined {
  if (behave === undefined) return undefined;
  const own: Behave = (payload, meta) => routesOf(behave(payload, meta));
  if (answering === "at once") return own;
  return async (payload, meta) => {
    load.now += 1;
    load.most = Math.max(load.most, load.now);
    try {
      if (answering === "late") await pause(random(5));
      return own(payload, meta);
    } finally {
      load.now -= 1;
    }
  };
}

/** A microtask, a turn of the event loop, or a millisecond or two. */
async function pause(length: number): Promise<void> {
  if (length === 0) return;
  if (length < 4) await new Promise((resolve) => setImmediate(resolve));
  else await new Promise((resolve) => setTimeout(resolve, 1));
}

function routesOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(routesOf);
  if (!isDecision(value)) return value;
  const { target, confidence } = value;
  const note = confidence === undefined ? {} : { confidence };
  return Object.hasOwn(value, "payload") ? route(target, { ...note, payload: value.payload }) : route(target, note);
}

interface Dressing {
  readonly random: Random;
  readonly seed: number;
  readonly isShared: boolean;
}

interface Dressed {
  readonly node: NodeSpec;
  readonly call: Behave | undefined;
  readonly isStream: boolean;
}

/** Gives a node of a bare graph a random callable, list, policy, inputs and outputs. */
function decorate(bare: NodeSpec, { random, seed, isShared }: Dressing): Dressed {
  const rest = withoutShared(bare);
  const goto = bare.policy?.onError;
  if (bare.kind === "loop") {
    const { list, isStream } = randomList(random);
    const node: NodeSpec = {
      ...(rest as typeof bare),
      inputs: () => list(),
      ...(random(3) === 0 && { enumerate: true as const }),
    };
    return { node, call: undefined, isStream };
  }
  const next = bare.next ?? [];
  const retry =
    random(4) === 0 ? { maxAttempts: 1 + random(3), ...(random(2) === 0 && { on: ["RangeError"] }) } : undefined;
  const onError = goto ?? (random(5) === 0 ? ("continue" as const) : random(12) === 0 ? ("stop" as const) : undefined);
  const failures = goto !== undefined || retry !== undefined ? 3 : [0, 0, 4, 25][random(4)];
  const behave = bare.kind === "router" ? decide(next) : respond(next, random(3) === 0);
  const key = `${seed} ${bare.id}`;
  const call: Behave = (payload, { attempt, index }) => {
    const text = plainText(payload);
    const choose = createRandom(hash(`${key} ${text} ${attempt} ${index}`));
    if (failures !== undefined && failures > 0 && text.length < 400 && choose(failures) === 0)
      throw failure(choose, bare.id);
    return behave(payload, choose, text);
  };
  const places = ["a", "b", "c"];
  const node = {
    ...rest,
    ...((retry !== undefined || onError !== undefined) && {
      policy: { ...(retry !== undefined && { retry }), ...(onError !== undefined && { onError }) },
    }),
    ...(isShared && random(3) === 0 && { inputs: readOf(places[random(3)] ?? "a") }),
    ...(isShared && random(3) === 0 && { writes: writeOf(places[random(3)] ?? "a") }),
  };
  return { node, call, isStream: false };
}

type Context = Record<string, unknown> & { payloads: Record<string, unknown> };
const readOf = (place: string) => (context: Context) => ({ [place]: context[place], n1: context.payloads["n1"] });
const writeOf = (place: string) => (context: Context, result: unknown) => {
  context[place] = result;
};

function withoutShared(bare: NodeSpec): NodeSpec {
  const kept = Object.entries(bare).filter(([key]) => key !== "inputs" && key !== "writes");
  return Object.fromEntries(kept) as unknown as NodeSpec;
}

function randomList(random: Random): { list: () => unknown; isStream: boolean } {
  const items = Array.from({ length: random(4) }, (_, at) => [at, `i${at}`, null, { at }][random(4)]);
  const kind = random(12);
  if (kind === 0) return { list: () => "no list", isStream: false };
  if (kind < 3) return { list: () => new Set(items), isStream: false };
  if (kind < 5) return { list: () => new Stream(items, () => pause(random(4))), isStream: true };
  return { list: () => items, isStream: false };
}

function failure(choose: Random, id: string): Error {
  const message = `boom ${id} ${choose(3)}`;
  return choose(2) === 0 ? new RangeError(message) : new TypeError(message);
}

/** Answers of a plain node: small, so that payloads do not grow without end; now and then the shorthand. */
function respond(next: readonly string[], takesShorthand: boolean) {
  return (_: unknown, choose: Random, text: string): unknown => {
    if (takesShorthand && choose(3) === 0) {
      const chosen = next.filter(() => choose(2) === 0);
      const reversed = choose(2) === 0 ? chosen.toReversed() : chosen;
      return Object.fromEntries(reversed.map((id) => [id, choose(1000)]));
    }
    const kind = choose(8);
    if (kind === 0 && text.length < 400) return undefined;
    if (kind === 1) return null;
    if (kind === 2) return { value: choose(1000) };
    if (kind === 3) return { [next[0] ?? "x"]: 1, other: choose(1000) };
    return kind === 4 ? [choose(1000)] : `v${choose(1e6)}`;
  };
}

/** Decisions of a router, in every form that SPEC 5 has. */
function decide(next: readonly string[]) {
  return (_: unknown, choose: Random): unknown => {
    const target = (): string => (choose(60) === 0 ? "nowhere" : (next[choose(next.length)] ?? ""));
    const one = (): Decision => {
      const form = choose(4);
      return {
        decision: true,
        target: target(),
        ...(form % 2 === 0 && { payload: choose(1000) }),
        ...(form > 1 && { confidence: 0.5 }),
      };
    };
    switch (choose(12)) {
      case 0:
        return null;
      case 1:
        return undefined;
      case 2:
        return choose(2) === 0 ? [] : {};
      case 3:
      case 4:
        return Array.from({ length: 1 + choose(3) }, () => (choose(2) === 0 ? target() : one()));
      case 5:
      case 6:
        return Object.fromEntries(Array.from({ length: 1 + choose(3) }, () => [target(), choose(1000)]));
      case 7:
      case 8:
        return one();
      default:
        return target();
    }
  };
}

/** A payload as text; words of errors of the flow itself are the runtime's own. */
function plainText(payload: unknown): string {
  return payload === undefined
    ? "undefined"
    : JSON.stringify(payload, (key, value: unknown) => (key === "message" ? 0 : value));
}

function hash(text: string): number {
  let mixed = 2166136261;
  for (let at = 0; at < text.length; at += 1) mixed = Math.imul(mixed ^ text.charCodeAt(at), 16777619);
  return mixed >>> 0;
}
