import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Meta, NodeSpec, PolicySpec, RoutingNode } from "@flowc/runtime";
import { errorOf, flow, listener, node, order, router, same, stepsOf } from "./flows.js";
import { recorder } from "./recording-host.js";

class Flaky extends Error {
  override name = "Flaky";
}

/** Fails this many times, then returns the number of the attempt. */
function failing(
  times: number,
  error: () => unknown = () => new Flaky("no"),
): (p: unknown, c: unknown, m: Meta) => number {
  return (_payload, _context, { attempt }) => {
    if (attempt <= times) throw error();
    return attempt;
  };
}

const withPolicy = (call: (...args: never) => unknown, policy: PolicySpec) =>
  flow([node("a", call, ["b"], { policy }), node("b", same)]);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe("retry (SPEC 7)", () => {
  it("calls again, with the first attempt counted; synchronous callables stay synchronous", () => {
    const context = withPolicy(failing(2), { retry: { maxAttempts: 3 } }).runSync({});
    expect(context.payloads).toEqual({ a: 3, b: 3 });
    expect(stepsOf(context)).toEqual(["start a", "success a", "start b", "success b"]);
    expect(context.errors).toEqual([]);
  });

  it("gives up with the last error", async () => {
    let calls = 0;
    const call = (): never => {
      calls += 1;
      throw new Flaky(`no ${calls}`);
    };
    await expect(withPolicy(call, { retry: { maxAttempts: 3 } }).run({})).rejects.toThrow("no 3");
    expect(calls).toBe(3);
  });

  it("retries only the errors that `on` names", async () => {
    const retry = { maxAttempts: 5, on: ["Flaky"] };
    expect(withPolicy(failing(1), { retry }).runSync({}).payloads["a"]).toBe(2);
    await expect(
      withPolicy(
        failing(1, () => new TypeError("other")),
        { retry },
      ).run({}),
    ).rejects.toThrow("other");
  });

  it.each([
    ["fixed", [100, 100, 100]],
    ["exponential", [100, 200, 400]],
  ] as const)("waits between the attempts: %s", async (mode, delays) => {
    const { events, onEvent } = listener();
    const call = async (p: unknown, c: unknown, m: Meta): Promise<number> => failing(3)(p, c, m);
    const running = withPolicy(call, { retry: { maxAttempts: 4, delay: 100, mode } }).run({}, 0, { onEvent });
    for (const delay of delays) {
      await vi.advanceTimersByTimeAsync(delay - 1);
      expect(vi.getTimerCount()).toBe(1);
      await vi.advanceTimersByTimeAsync(1);
    }
    expect((await running).payloads["a"]).toBe(4);
    const retries = events.filter((event) => event.type === "retry");
    expect(retries.map(({ delay, attempt }) => [attempt, delay])).toEqual(delays.map((delay, at) => [at + 1, delay]));
  });

  it("spreads the delay by `jitter`", async () => {
    const { events, onEvent } = listener();
    const running = withPolicy(failing(20), { retry: { maxAttempts: 21, delay: 100, jitter: 0.5 } }).run({}, 0, {
      onEvent,
    });
    await vi.runAllTimersAsync();
    await running;
    const delays = events.flatMap((event) => (event.type === "retry" ? [event.delay] : []));
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(50);
    expect(Math.max(...delays)).toBeLessThanOrEqual(150);
    expect(new Set(delays).size).toBeGreaterThan(1);
  });

  it("cannot wait under runSync", async () => {
    const work = (): unknown => withPolicy(failing(1), { retry: { maxAttempts: 2, delay: 5 } }).runSync({});
    expect(await errorOf(work)).toMatchObject({ code: "run/async", nodeId: "a" });
  });

  it("does not call again if the listener ends the run", async () => {
    let calls = 0;
    const call = (): never => {
      calls += 1;
      throw new Flaky("no");
    };
    const onEvent = ({ type }: { type: string }): void => {
      if (type === "retry") throw new Error("listener");
    };
    for (const called of [call, async () => call()]) {
      const running = withPolicy(called, { retry: { maxAttempts: 3 } }).run({}, 0, { onEvent });
      expect(String(await errorOf(() => running))).toBe("Error: listener");
    }
    expect(calls).toBe(2);
  });

  it("gives each attempt its own meta", () => {
    const metas: Meta[] = [];
    const call = (_: unknown, __: unknown, meta: Meta): void => {
      metas.push(meta);
      if (metas.length < 3) throw new Flaky();
    };
    withPolicy(call, { retry: { maxAttempts: 3 } }).runSync({});
    expect(metas.map(({ attempt, visit }) => [attempt, visit])).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
    ]);
  });

  it("is merged with the flow's, key by key", () => {
    const nodes = [node("a", failing(1), ["b"], { policy: { timeout: 5 } }), node("b", failing(1))];
    const context = flow(nodes, { policy: { retry: { maxAttempts: 2 }, onError: "continue" } }).runSync({});
    expect(context.payloads).toEqual({ a: 2, b: 2 });
  });
});

describe("timeout (SPEC 7)", () => {
  const slow = (milliseconds: number) => (): Promise<string> =>
    new Promise((resolve) => setTimeout(() => resolve("done"), milliseconds));

  it("ends an attempt that takes too long and aborts its signal", async () => {
    let reason: unknown;
    const call = (_: unknown, __: unknown, { signal }: Meta): Promise<void> =>
      new Promise(() => signal.addEventListener("abort", () => void (reason = signal.reason)));
    const running = errorOf(() => withPolicy(call, { timeout: 50 }).run({}));
    await vi.advanceTimersByTimeAsync(50);
    expect(await running).toMatchObject({ name: "FlowError", code: "run/timeout", nodeId: "a" });
    expect(reason).toMatchObject({ code: "run/timeout" });
  });

  it("applies to each attempt", async () => {
    const call = (p: unknown, c: unknown, { attempt }: Meta): Promise<unknown> => (
      void p,
      void c,
      slow(attempt === 1 ? 60 : 40)()
    );
    const running = withPolicy(call, { timeout: 50, retry: { maxAttempts: 2, on: ["FlowError"] } }).run({});
    await vi.advanceTimersByTimeAsync(95);
    expect((await running).payloads["a"]).toBe("done");
  });

  it("does not affect a callable that is in time", async () => {
    const running = withPolicy(slow(49), { timeout: 50 }).run({});
    await vi.advanceTimersByTimeAsync(49);
    expect((await running).payloads["a"]).toBe("done");
  });

  it("may be longer than the longest timer", async () => {
    const month = 31 * 24 * 3_600_000;
    let error: unknown;
    const running = withPolicy(() => new Promise(() => undefined), { timeout: month }).run({});
    running.catch((reason: unknown) => (error = reason));
    await vi.advanceTimersByTimeAsync(month - 1);
    expect(error).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(error).toMatchObject({ code: "run/timeout" });
  });
});

describe("on_error (SPEC 7)", () => {
  const fail = (): never => {
    throw new Flaky("no");
  };
  const failure = { node_id: "a", exception: "Flaky", message: "no" };

  it("continue: the node's own input goes on, and is not written to the outputs", () => {
    const writes = (context: Record<string, unknown>): void => void (context["out"] = 1);
    const nodes = [
      node("a", fail, ["b"], { inputs: () => "given", writes, policy: { onError: "continue" } }),
      node("b", same),
    ];
    const context = flow(nodes).runSync({}, "arrived");
    expect(context.payloads).toEqual({ a: "given", b: "given" });
    expect(context["out"]).toBeUndefined();
    expect(context.errors).toEqual([failure]);
    expect(context.failed_node_id).toBeUndefined();
    expect(stepsOf(context)).toEqual(["start a", "failed a", "start b", "success b"]);
  });

  it("continue: what arrived goes on if `inputs` fails, and failed `writes` are failures too", () => {
    const policy = { onError: "continue" as const };
    const broken = flow([node("a", same, ["b"], { inputs: fail, policy }), node("b", same)]).runSync({}, "arrived");
    expect(broken.payloads).toEqual({ a: "arrived", b: "arrived" });
    const unwritten = flow([node("a", () => 1, ["b"], { writes: fail, policy }), node("b", same)]).runSync(
      {},
      "arrived",
    );
    expect(stepsOf(unwritten)).toEqual(["start a", "failed a", "start b", "success b"]);
    expect(unwritten.payloads).toEqual({ a: "arrived", b: "arrived" });
  });

  class Refusing implements RoutingNode {
    run(): never {
      return fail();
    }
  }
  const routers: Record<string, Partial<NodeSpec>> = {
    "a rule that throws": { call: fail },
    "a rule that rejects": { call: async () => fail() },
    "a node class": { call: undefined, node: Refusing },
    "a rule that is not found": { call: undefined, callable: () => undefined },
    "an unknown target": { call: () => "nowhere" },
    "a list with an unknown target": { call: () => ["b", "nowhere"] },
    "no decision": { call: () => 5 },
    "inputs that throw": { call: () => "b", inputs: fail },
    "outputs that throw": { call: () => "b", writes: fail },
  };

  it.each(Object.entries(routers))("continue: a router that failed has decided nothing: %s", async (_, rest) => {
    for (const options of [{}, { concurrency: 2 }, { onEvent: () => undefined }, { host: recorder().host }]) {
      const given = router("r", same, ["b", "c"], { policy: { onError: "continue" }, ...(rest as object) });
      // An option that is given as undefined is missing.
      const routing = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
      const context = await flow([routing as unknown as NodeSpec, node("b", same), node("c", same)]).run(
        {},
        5,
        options,
      );
      expect(order(context)).toBe("r");
      expect(stepsOf(context)).toEqual(["start r", "failed r"]);
      expect(context.errors).toHaveLength(1);
      expect(context.routing).toEqual({});
      expect(context.failed_node_id).toBeUndefined();
    }
  });

  it("continue: the item of a router that failed ends, and the others go on; also by the flow's policy", () => {
    const nodes = [
      { id: "l", kind: "loop" as const, body: "r", done: "d", collect: "b" },
      router("r", (n: number) => (n === 2 ? fail() : "b"), ["b", "c"]),
      node("b", (n: number) => n * 10),
      node("c", same),
      node("d", same),
    ];
    const context = flow(nodes, { policy: { onError: "continue" } }).runSync({}, [1, 2, 3]);
    expect(context.payloads["d"]).toEqual([10, undefined, 30]);
    expect(order(context)).not.toContain("c");
  });

  it("continue: a cycle ends if its router fails", () => {
    const nodes = [
      node("h", (n: number) => n + 1, ["r"]),
      router("r", (n: number) => (n === 3 ? fail() : "h"), ["h", "e"], { policy: { onError: "continue" } }),
      node("e", same),
    ];
    expect(order(flow(nodes, { cycles: [{ header: "h", members: ["h", "r"] }] }).runSync({}, 0))).toBe("h r h r h r");
  });

  it("goto: starts that node alone, with the failure and the input", () => {
    const nodes = [
      node("a", fail, ["b"], { policy: { onError: { goto: "rescue" } } }),
      node("b", same),
      node("rescue", same, ["b"]),
    ];
    const context = flow(nodes).runSync({}, 5);
    expect(order(context)).toBe("a rescue b");
    expect(context.payloads["b"]).toEqual({ error: failure, input: 5 });
    expect(context.payloads).not.toHaveProperty("a");
    expect(context.errors).toEqual([failure]);
    expect(context.failed_node_id).toBeUndefined();
  });

  it("goto: may lead back, as an edge of a cycle", () => {
    const call = (_: unknown, __: unknown, { visit }: Meta): number => {
      if (visit < 3) throw new Flaky();
      return visit;
    };
    const nodes = [node("s", same, ["a"]), node("a", call, [], { policy: { onError: { goto: "s" } } })];
    const cycles = [{ header: "s", members: ["s", "a"] }];
    expect(order(flow(nodes, { cycles }).runSync({}))).toBe("s a s a s a");
  });

  it("goto of the flow: its own target stops", async () => {
    const context = {};
    const nodes = [node("a", fail, []), node("rescue", fail)];
    await expect(flow(nodes, { policy: { onError: { goto: "rescue" } } }).run(context)).rejects.toThrow("no");
    expect(context).toMatchObject({ failed_node_id: "rescue", errors: [failure, { node_id: "rescue" }] });
  });

  it("comes after the last attempt", () => {
    const policy: PolicySpec = { retry: { maxAttempts: 2 }, onError: "continue" };
    expect(withPolicy(failing(5), policy).runSync({}, "own").payloads).toEqual({ a: "own", b: "own" });
    expect(withPolicy(failing(1), policy).runSync({}, "own").payloads).toEqual({ a: 2, b: 2 });
  });

  it("applies to errors of the flow too", () => {
    const nodes = [
      router("a", () => "nowhere", ["b"], { policy: { onError: { goto: "c" } } }),
      node("b", same),
      node("c", same),
    ];
    expect(order(flow(nodes).runSync({}))).toBe("a c");
  });

  it("counts as the item's result and lets the done route start", () => {
    const nodes = [
      { id: "l", kind: "loop" as const, body: "a", done: "d", collect: "a" },
      node("a", (n: number) => (n === 2 ? fail() : n * 10), [], { policy: { onError: "continue" } }),
      node("d", same),
    ];
    expect(flow(nodes).runSync({}, [1, 2, 3]).payloads["d"]).toEqual([10, 2, 30]);
  });

  it("lets the done route wait for what a goto starts", () => {
    const nodes = [
      { id: "l", kind: "loop" as const, body: "a", done: "d", collect: "c" },
      node("a", (n: number) => (n === 2 ? fail() : n), ["c"], { policy: { onError: { goto: "b" } } }),
      node("b", () => "rescued", ["c"]),
      node("c", same, [], { joins: [["a", "b"]] }),
      node("d", same),
    ];
    expect(flow(nodes).runSync({}, [1, 2, 3]).payloads["d"]).toEqual([1, "rescued", 3]);
  });

  it("lets a loop that got no list go on like an empty one, or go elsewhere", () => {
    const nodes = (policy: PolicySpec) => [
      { id: "l", kind: "loop" as const, body: "a", done: "d", collect: "a", policy },
      node("a", same),
      node("d", same),
      node("e", same),
    ];
    expect(order(flow(nodes({ onError: "continue" })).runSync({}, 5))).toBe("l d");
    expect(order(flow(nodes({ onError: { goto: "e" } })).runSync({}, 5))).toBe("l e");
  });
});
