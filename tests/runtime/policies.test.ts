import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Meta } from "@flowc/runtime";
import { failing, Flaky, withPolicy } from "./failing-callables.js";
import { errorOf, flow, listener, node, stepsOf } from "./flows.js";

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
