import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { FlowContext, Meta } from "@flowc/runtime";
import { after, errorOf, flow, listener, node, order, same, stepsOf } from "./flows.js";
import { graph, nodesOf } from "./random-graph.js";

afterEach(() => vi.useRealTimers());

describe("concurrency (SPEC 7)", () => {
  /** The maximum number of callables that ran at once. */
  const peak = async (concurrency: number | undefined, declared?: number): Promise<number> => {
    let running = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      await after(2);
      running -= 1;
    };
    const ids = ["a", "b", "c", "d"];
    const nodes = [node("s", same, ids), ...ids.map((id) => node(id, work))];
    const more = declared === undefined ? {} : { concurrency: declared };
    await flow(nodes, more).run({}, 0, concurrency === undefined ? {} : { concurrency });
    return most;
  };

  it.each([
    [undefined, undefined, 1],
    [2, undefined, 2],
    [undefined, 3, 3],
    [1, 3, 1],
    [Infinity, undefined, 4],
  ])("option %s, declared %s: %d at once", async (option, declared, most) => {
    expect(await peak(option, declared)).toBe(most);
  });

  it("a slow sibling does not delay nodes that do not wait for it", async () => {
    const nodes = [
      node("s", same, ["slow", "fast"]),
      node("slow", () => after(20), []),
      node("fast", () => after(1), ["next"]),
      node("next", same),
    ];
    const context = await flow(nodes).run({}, 0, { concurrency: 2 });
    expect(stepsOf(context).slice(-2)).toEqual(["success next", "success slow"]);
  });

  it("runs synchronous callables in the order of the queue at any concurrency", async () => {
    const nodes = [
      node("s", same, ["b", "a"]),
      node("b", same, ["c"]),
      node("a", same, ["d"]),
      node("c", same),
      node("d", same),
    ];
    const first = flow(nodes).runSync({}, 1);
    expect(await flow(nodes).run({}, 1, { concurrency: Infinity })).toEqual(first);
    expect(order(first)).toBe("s b a c d");
  });

  it.each([[0], [-1], [1.5], [NaN]])("refuses %d", async (concurrency) => {
    expect(await errorOf(() => flow([node("a", same)]).run({}, 0, { concurrency }))).toMatchObject({
      code: "run/option",
    });
  });
});

describe("failures while other callables run (SPEC 7)", () => {
  it("abort the others, wait for them, and are rethrown unchanged", async () => {
    const log: string[] = [];
    const thrown = { odd: "value" };
    const beside = (_: unknown, __: unknown, { signal }: Meta): Promise<string> =>
      new Promise((resolve) => {
        signal.addEventListener("abort", () => {
          log.push(signal.reason === thrown ? "aborted with the error" : "aborted");
          setTimeout(() => (log.push("ended"), resolve("late")), 5);
        });
      });
    const nodes = [
      node("s", same, ["fails", "beside"]),
      node("fails", () => after(1).then(() => Promise.reject(thrown))),
      node("beside", beside, ["never"]),
      node("never", () => void log.push("never")),
    ];
    const context: Partial<FlowContext> = {};
    const error = await errorOf(() => flow(nodes).run(context, 0, { concurrency: 2 }));
    expect(error).toBe(thrown);
    expect(log).toEqual(["aborted with the error", "ended"]);
    expect(context).toMatchObject({
      failed_node_id: "fails",
      failed_exception_type: "object",
      errors: [{ node_id: "fails" }],
    });
    expect(context.payloads).not.toHaveProperty("beside");
  });

  it("cut short the pauses of retries", async () => {
    vi.useFakeTimers();
    const nodes = [
      node("s", same, ["retries", "fails"]),
      node("retries", () => Promise.reject(new Error("again")), [], {
        policy: { retry: { maxAttempts: 9, delay: 1e9 } },
      }),
      node("fails", () => after(5).then(() => Promise.reject(new Error("for good")))),
    ];
    const running = errorOf(() => flow(nodes).run({}, 0, { concurrency: 2 }));
    await vi.advanceTimersByTimeAsync(5);
    expect(String(await running)).toBe("Error: for good");
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("aborts (SPEC 7)", () => {
  const hanging = (log: unknown[] = []) => [
    node(
      "a",
      (_: unknown, __: unknown, { signal }: Meta) => {
        signal.addEventListener("abort", () => log.push(signal.reason));
        return new Promise(() => undefined);
      },
      ["b"],
      { policy: { timeout: 1e9 } },
    ),
    node("b", same),
  ];

  it.each([1, 2])("end the run at once with their reason, at concurrency %d", async (concurrency) => {
    const controller = new AbortController();
    const log: unknown[] = [];
    const reason = { stop: true };
    const { events, onEvent } = listener();
    vi.useFakeTimers();
    const context: Partial<FlowContext> = {};
    const running = errorOf(() =>
      flow(hanging(log)).run(context, 0, { signal: controller.signal, concurrency, onEvent }),
    );
    controller.abort(reason);
    expect(await running).toBe(reason);
    expect(log).toEqual([reason]);
    expect(vi.getTimerCount()).toBe(0);
    expect(stepsOf({ steps: context.steps ?? [] })).toEqual(["start a"]);
    expect(context.errors).toEqual([]);
    expect(events.at(-1)).toEqual({ type: "end", error: reason, cut: [{ nodeId: "a", visit: 1 }] });
  });

  it("count before the first node", async () => {
    const called = vi.fn();
    const signal = AbortSignal.abort("no");
    expect(await errorOf(() => flow([node("a", called)]).run({}, 0, { signal }))).toBe("no");
    expect(await errorOf(() => flow([node("a", called)]).runSync({}, 0, { signal }))).toBe("no");
    expect(called).not.toHaveBeenCalled();
  });

  it("may come from a callable", async () => {
    const controller = new AbortController();
    const nodes = [node("a", () => controller.abort("mine"), ["b"]), node("b", same)];
    const context: Partial<FlowContext> = {};
    expect(await errorOf(() => flow(nodes).run(context, 0, { signal: controller.signal }))).toBe("mine");
    expect(stepsOf({ steps: context.steps ?? [] })).toEqual(["start a"]);
  });

  it("drop what ends later, including errors", async () => {
    const controller = new AbortController();
    const nodes = [
      node("s", same, ["a", "b"]),
      node("a", () => after(5)),
      node("b", () => after(5).then(() => Promise.reject(new Error("late")))),
    ];
    const context: Partial<FlowContext> = {};
    const running = errorOf(() => flow(nodes).run(context, 0, { signal: controller.signal, concurrency: 2 }));
    controller.abort("now");
    expect(await running).toBe("now");
    const before = JSON.stringify(context);
    await after(10);
    expect(JSON.stringify(context)).toBe(before);
  });

  it("end the wait for other callables after a failure; the failure counts", async () => {
    const controller = new AbortController();
    const nodes = [
      node("s", same, ["a", "b"]),
      node("a", () => new Promise(() => undefined)),
      node("b", () => Promise.reject(new Error("b"))),
    ];
    const running = errorOf(() => flow(nodes).run({}, 0, { signal: controller.signal, concurrency: 2 }));
    await after(2);
    controller.abort("too long");
    expect(String(await running)).toBe("Error: b");
  });

  it("leave no listener behind", async () => {
    const controller = new AbortController();
    const added = vi.spyOn(controller.signal, "addEventListener");
    const removed = vi.spyOn(controller.signal, "removeEventListener");
    await flow([node("a", () => after(1))]).run({}, 0, { signal: controller.signal });
    expect(added).toHaveBeenCalledTimes(1);
    expect(removed).toHaveBeenCalledTimes(1);
  });

  it("reach an attempt that asks late for its signal", async () => {
    const controller = new AbortController();
    let late: Meta | undefined;
    const nodes = [node("a", (_: unknown, __: unknown, meta: Meta) => ((late = meta), new Promise(() => undefined)))];
    const running = errorOf(() => flow(nodes).run({}, 0, { signal: controller.signal }));
    controller.abort("now");
    await running;
    expect(late?.signal.reason).toBe("now");
  });
});

describe("a random graph", () => {
  const comparable = ({ payloads, joins, routing, steps }: FlowContext): unknown => ({
    payloads,
    joins,
    routing,
    steps: stepsOf({ steps }).sort(),
  });

  it("gives the same results sync, async and at any concurrency", async () => {
    await fc.assert(
      fc.asyncProperty(graph, fc.constantFrom(1, 2, Infinity), async (shape, concurrency) => {
        const sync = flow(nodesOf(shape, false)).runSync({}, "in");
        const context = await flow(nodesOf(shape, true)).run({}, "in", { concurrency });
        expect(comparable(context)).toEqual(comparable(sync));
        if (concurrency === 1) expect(JSON.stringify(context)).toBe(JSON.stringify(sync));
      }),
      { numRuns: 60 },
    );
  });
});
