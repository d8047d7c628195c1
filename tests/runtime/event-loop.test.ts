import { afterEach, describe, expect, it, vi } from "vitest";
import type { NodeSpec, PolicySpec, RunOptions } from "@flowc/runtime";
import { type AnyFlow, errorOf, flow, loop, node, router, same } from "./flows.js";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A timer, which only fires if the event loop turns during the run. */
interface Timer {
  isHeard: boolean;
}

const retries: PolicySpec = { retry: { maxAttempts: Infinity } };
const fail = (): never => {
  throw new Error("not yet");
};

/** Flows that go on until a timer fires, and only ever wait for promises that are already settled. */
const endless: Record<string, (timer: Timer) => AnyFlow> = {
  "a cycle": (timer) =>
    flow([node("h", same, ["r"]), router("r", () => (timer.isHeard ? null : "h"), ["h"])], {
      cycles: [{ header: "h", members: ["h", "r"] }],
    }),
  "a cycle of async functions": (timer) =>
    flow([node("h", async () => 1, ["r"]), router("r", async () => (timer.isHeard ? null : "h"), ["h"])], {
      cycles: [{ header: "h", members: ["h", "r"] }],
    }),
  "a goto that leads back": (timer) =>
    flow(
      [
        node("h", same, ["b"]),
        node("b", () => (timer.isHeard ? 1 : fail()), [], { policy: { onError: { goto: "h" } } }),
      ],
      { cycles: [{ header: "h", members: ["h", "b"] }] },
    ),
  "an endless list": (timer) => flow([listOf(() => sequence(timer)), node("b", same)]),
  "an endless stream": (timer) => flow([listOf(() => stream(timer)), node("b", same)]),
  "a retry at once": (timer) => flow([node("a", () => (timer.isHeard ? 1 : fail()), [], { policy: retries })]),
  "a retry of an async function": (timer) =>
    flow([node("a", async () => (timer.isHeard ? 1 : fail()), [], { policy: retries })]),
  "branches that run concurrently": (timer) =>
    flow(
      [
        node("h", async () => 1, ["x", "y"]),
        node("x", async () => 1, ["j"]),
        node("y", async () => 1, ["j"]),
        node("j", same, ["r"], { joins: [["x"], ["y"]] }),
        router("r", () => (timer.isHeard ? null : "h"), ["h"]),
      ],
      { cycles: [{ header: "h", members: ["h", "x", "y", "j", "r"] }] },
    ),
};

function listOf(items: () => unknown): NodeSpec {
  return loop("l", "b", { inputs: items });
}

function* sequence(timer: Timer): Generator<number> {
  for (let at = 0; !timer.isHeard; at += 1) yield at;
}

async function* stream(timer: Timer): AsyncGenerator<number> {
  for (let at = 0; !timer.isHeard; at += 1) yield at;
}

/** Takes seconds: a run whose timer never fires ends with `run/max-steps`, or is cut off by the test. */
const maxSteps = 3_000_000;
const host: NonNullable<RunOptions["host"]> = { step: (_, call) => call(), race: () => 0 };

describe.each(Object.entries(endless))("%s lets a timer fire (SPEC 7)", (_, make) => {
  it.each<[string, RunOptions]>([
    ["alone", {}],
    ["at concurrency 2", { concurrency: 2 }],
    ["at any concurrency", { concurrency: Infinity }],
    ["with a listener", { onEvent: () => undefined }],
    ["under a host", { host }],
    ["under a host, at concurrency 2", { host, concurrency: 2 }],
  ])("%s", async (__, options) => {
    const timer: Timer = { isHeard: false };
    setTimeout(() => (timer.isHeard = true), 30);
    const context = await make(timer).run({}, 1, { steps: "off", maxSteps, ...options });
    expect(timer.isHeard).toBe(true);
    expect(context.failed_node_id).toBeUndefined();
  });

  it.each<[string, RunOptions]>([
    ["alone", {}],
    ["at concurrency 2", { concurrency: 2 }],
    ["under a host", { host }],
  ])("and handles an abort, %s", async (__, options) => {
    const signal = AbortSignal.timeout(30);
    const running = make({ isHeard: false }).run({}, 1, { steps: "off", maxSteps, signal, ...options });
    expect(await errorOf(() => running)).toMatchObject({ name: "TimeoutError" });
  });
});

describe("the event loop turns", () => {
  const count = (): { turns: number; stop(): void } => {
    const counted = { turns: 0, stop: () => clearImmediate(next) };
    const turn = (): void => {
      counted.turns += 1;
      next = setImmediate(turn);
    };
    let next = setImmediate(turn);
    return counted;
  };
  /** Sets a clock that only `spin` moves, so a busy machine does not matter. */
  const setClock = (): { spin(milliseconds: number): void } => {
    let now = 1e12;
    vi.spyOn(Date, "now").mockImplementation(() => now);
    return { spin: (milliseconds) => void (now += milliseconds) };
  };
  const chainOf = (length: number, call: (payload?: unknown) => unknown) =>
    flow(Array.from({ length }, (_, at) => node(`n${at}`, call, at + 1 < length ? [`n${at + 1}`] : [])));

  it("while callables take their time, and all run in order", async () => {
    const { spin } = setClock();
    const counted = count();
    const context = await chainOf(60, () => spin(5)).run();
    counted.stop();
    // The run takes 300 ms: at least 6 turns, one per 50 ms.
    expect(counted.turns).toBeGreaterThanOrEqual(6);
    expect(context.steps.map(({ node_id }) => node_id)).toEqual(
      Array.from({ length: 120 }, (_, at) => `n${Math.floor(at / 2)}`),
    );
  });

  it("not for a short run, which is over when `run` returns", () => {
    // As far as the clock shows.
    vi.spyOn(Date, "now").mockReturnValue(1e12);
    const context = {};
    void chainOf(1_000, same).run(context);
    expect(context).toMatchObject({ payloads: { n999: undefined } });
  });

  it("not for runSync", () => {
    const { spin } = setClock();
    const counted = count();
    chainOf(60, () => spin(5)).runSync();
    counted.stop();
    expect(counted.turns).toBe(0);
  });

  it.each([
    ["a MessageChannel, whose ports are closed", ["setImmediate"]],
    ["a timer", ["setImmediate", "MessageChannel"]],
  ])("by %s, if there is nothing better", async (_, missing) => {
    const ports = (): number => process.getActiveResourcesInfo().filter((name) => name === "MessagePort").length;
    const before = ports();
    const timer: Timer = { isHeard: false };
    for (const name of missing) vi.stubGlobal(name, undefined);
    for (const concurrency of [1, 2]) {
      timer.isHeard = false;
      setTimeout(() => (timer.isHeard = true), 30);
      await endless["a cycle"]?.(timer).run({}, 1, { steps: "off", maxSteps, concurrency });
    }
    vi.unstubAllGlobals();
    await vi.waitFor(() => expect(ports()).toBe(before));
  });
});
