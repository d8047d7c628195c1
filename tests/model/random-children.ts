import { childFlow, defineFlow, type FlowSpec, type NodeSpec, type SyncFlow, type FlowContext } from "@flowc/runtime";
import { createRandom } from "../analyze/random-flow.js";
import { answer, type Answering } from "./answering.js";
import { Nested } from "./nested.js";
import { type Random, randomCallable } from "./random-callables.js";
import type { Around, RandomSpec } from "./random-spec.js";

/** A flow that a node of a random flow runs. */
export interface RandomChild {
  /** For the model. */
  readonly nested: Nested;
  /** For the runtime. */
  readonly call: (answering: Answering) => (...args: never) => unknown;
  /** In milliseconds, for the node. */
  readonly timeout: number;
  readonly retry?: { readonly maxAttempts: number };
  readonly isStreamed: boolean;
}

interface Parent extends Around {
  readonly seed: number;
}

type Draw = (seed: number, around: Around) => RandomSpec | undefined;
type Child = SyncFlow<FlowContext, {}, unknown, unknown>;

/** Flows that some of the function nodes run, up to three deep. They draw numbers of their own, so all else in a flow stays as it would be. */
export function randomChildren(nodes: readonly NodeSpec[], parent: Parent, draw: Draw): Map<string, RandomChild> {
  const random = createRandom(parent.seed ^ 0x5eed);
  const children = new Map<string, RandomChild>();
  if (parent.depth > 2 || random(4) === 0) return children;
  for (const node of nodes) {
    if (node.kind !== undefined && node.kind !== "function") continue;
    // A result that no condition expects fails most of them.
    if (random(node.choices === undefined ? 2 : 8) > 0 || children.size > (parent.depth === 0 ? 2 : 0)) continue;
    const child =
      parent.isTimed && random(2) === 0 ? hangingChild(random(2 ** 31 - 1), parent) : randomChild(random, parent, draw);
    if (child === undefined) continue;
    const retry = { maxAttempts: 2 + random(3) };
    children.set(node.id, { ...child, ...(random(4) > 0 && { retry }) });
  }
  return children;
}

function randomChild(random: Random, { depth, ...around }: Parent, draw: Draw): RandomChild | undefined {
  const spec = draw(random(2 ** 31 - 1), { ...around, depth: depth + 1 });
  if (spec === undefined) return undefined;
  const rest = { output: randomOutput(random, spec), maxSteps: 40 };
  const call = (answering: Answering): ReturnType<RandomChild["call"]> =>
    childFlow(defineFlow<Child>({ ...spec.runtime(answering), ...rest }));
  return {
    nested: new Nested({ ...spec.model, ...rest }, false),
    call,
    timeout: Infinity,
    isStreamed: spec.isStreamed,
  };
}

function randomOutput(random: Random, { model: { nodes } }: RandomSpec): NonNullable<FlowSpec["output"]> {
  const id = nodes[random(nodes.length)]?.id ?? "";
  const kind = random(12);
  if (kind === 0) return () => undefined;
  if (kind > 3) return id;
  return ({ payloads }: FlowContext) => {
    if (kind === 1 && payloads[id] === null) throw new RangeError("boom no output");
    return { [id]: payloads[id], of: Object.keys(payloads).length };
  };
}

/** A flow that may never answer, and has no timeout itself. */
function hangingChild(seed: number, { load }: Parent): RandomChild {
  const kind = { id: "stuck", seed, isRouter: false, next: [], failures: 5, isTimed: true, isAsked: false };
  const behave = randomCallable(kind, false);
  const specOf = (call: (...args: never) => unknown): FlowSpec => ({
    name: "stuck",
    entry: "stuck",
    output: "stuck",
    nodes: [{ id: "stuck", call }],
  });
  const call = (answering: Answering): ReturnType<RandomChild["call"]> =>
    childFlow(
      defineFlow<Child>(specOf(answer(behave, { answering, load, random: createRandom(seed), isTimed: true }))),
    );
  const nested = new Nested(
    specOf((payload: unknown, _: unknown, attempt: never) => behave(payload, attempt)),
    true,
  );
  return { nested, call, timeout: 20, isStreamed: false };
}
