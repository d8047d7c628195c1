import { type Meta, type NodeSpec, parseSteps, route } from "@flowc/runtime";
import { createRandom } from "../analyze/random-flow.js";
import { isDecision } from "./decisions.js";
import { Hang } from "./hang.js";
import type { Attempt, Behave, Random } from "./random-callables.js";
import { wait } from "./virtual-time.js";

/**
 * How the runtime gets the answers of callables. `recorded`: only from a host that knows them, without calling
 * anything.
 */
export type Answering = "at once" | "settled" | "late" | "recorded";

/** How many callables are running, and the maximum so far. */
export interface Load {
  now: number;
  most: number;
}

interface Manner {
  readonly answering: Answering;
  readonly load: Load;
  readonly random: Random;
  /** Whether the clock is virtual, so that every wait must use it. */
  readonly isTimed: boolean;
}

/** Turns a callable of the model into one for the runtime. */
export function answer(behave: Behave, { answering, load, random, isTimed }: Manner): (...args: never) => unknown {
  const own = (payload: unknown, meta: Meta): unknown => routesOf(behave(payload, attemptOf(meta)));
  const counted = async (meta: Meta, work: () => Promise<unknown>): Promise<unknown> => {
    load.now += 1;
    load.most = Math.max(load.most, load.now);
    let isCounted = true;
    // An attempt that was aborted no longer counts, whether it listens to its signal or not.
    const leave = (): void => {
      if (isCounted) load.now -= 1;
      isCounted = false;
    };
    meta.signal.addEventListener("abort", leave);
    try {
      return await work();
    } finally {
      leave();
    }
  };
  // Three parameters: the runtime passes `meta` only to callables that take it.
  return (payload: unknown, _: unknown, meta: Meta): unknown => {
    if (answering === "recorded") throw new Error("a recorded step is called again");
    if (answering === "at once") {
      const given = own(payload, meta);
      return given instanceof Hang ? counted(meta, () => hang(given)) : given;
    }
    const answered = counted(meta, async () => {
      if (answering === "late") await (isTimed ? wait(random(5)) : pause(random(5)));
      const given = own(payload, meta);
      return given instanceof Hang ? hang(given) : given;
    });
    return answering === "settled" ? disguise(answered, random) : answered;
  };
}

/** What the model knows of a `meta`. Its key names the steps around it. */
function attemptOf({ attempt, index, key }: Meta): Attempt {
  const around = key.split("/").slice(1, -1);
  if (around.length === 0) return { attempt, index };
  return {
    attempt,
    index,
    around:
      parseSteps(around.join("/"))
        ?.map((step) => step.attempt)
        .join() ?? "",
  };
}

/** Returns the same answer as another object that can be awaited, which does what a `then` should not do. */
function disguise(answered: Promise<unknown>, random: Random): PromiseLike<unknown> {
  const thenable = (then: (resolve: (value: unknown) => void, reject: (error: unknown) => void) => void) =>
    ({ then }) as PromiseLike<unknown>;
  const again = (): void => undefined;
  switch (random(8)) {
    case 0:
      return thenable((resolve, reject) => void answered.then(resolve, reject));
    case 1:
      return thenable((resolve, reject) => {
        answered.then(resolve, reject).then(() => resolve("again"), again);
        answered.then(() => reject(new Error("again")), again);
      });
    case 2:
      return thenable((resolve) => {
        resolve(answered);
        throw new Error("too late");
      });
    case 3:
      return thenable((resolve) => resolve(disguise(answered, random)));
    default:
      return answered;
  }
}

/** Longer than the longest timeout of a random policy. */
async function hang({ kind }: Hang): Promise<unknown> {
  if (kind === "deaf") return new Promise(() => undefined);
  await wait(60);
  if (kind === "fails") throw new Error("boom too late");
  return "too late";
}

/** Waits for a microtask, a turn of the event loop, or a millisecond or two. */
export async function pause(length: number): Promise<void> {
  if (length === 0) return;
  if (length < 4) await new Promise((resolve) => setImmediate(resolve));
  else await new Promise((resolve) => setTimeout(resolve, 1));
}

/** Decisions of the model as those of the runtime. */
export function routesOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(routesOf);
  if (!isDecision(value)) return value;
  const { target, confidence } = value;
  const note = confidence === undefined ? {} : { confidence };
  return Object.hasOwn(value, "payload") ? route(target, { ...note, payload: value.payload }) : route(target, note);
}

/** Replaces the callable of a node. A loop has none. */
export function withCall(node: NodeSpec, call: (...args: never) => unknown): NodeSpec {
  return node.kind === "loop" || !("call" in node) ? node : { ...node, call };
}

/** Pauses, each with its own length. They are the same in every run. */
export const pauses = (seed: number): Random => createRandom(seed);
