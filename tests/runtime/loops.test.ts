import { describe, expect, it } from "vitest";
import type { LoopNodeSpec } from "flowc/runtime";
import { after, errorOf, flow, node, nothing, order, router, same, stepsOf } from "./flows.js";

const loop = (id: string, body: string, more: Partial<LoopNodeSpec> = {}): LoopNodeSpec => ({
  id,
  kind: "loop",
  body,
  ...more,
});

async function* stream(...items: unknown[]): AsyncGenerator<unknown> {
  for (const item of items) {
    await after(1);
    yield item;
  }
}

describe("loops (SPEC 6)", () => {
  it("starts the body once an item, in order, itself again behind it", () => {
    const context = flow([loop("l", "b"), node("b", same, ["c"]), node("c", same)]).runSync({}, [1, 2]);
    expect(order(context)).toBe("l b l c b c");
    expect(context.payloads).toEqual({ l: { b: 2 }, b: 2, c: 2 });
    expect(context.routing).toEqual({ l: [{ target: "b" }] });
  });

  it("says what it goes on with while it does", () => {
    const seen: unknown[] = [];
    const body = (_: unknown, context: Record<string, Record<string, unknown>>): unknown =>
      seen.push([context["payloads"]?.["l"], context["routing"]?.["l"]]);
    flow([loop("l", "b"), node("b", body, [], { context: true })]).runSync({}, ["x", "y"]);
    expect(seen).toEqual([
      [{ b: "x", l: { items: ["x", "y"], index: 1 } }, [{ target: "b" }, { target: "l" }]],
      [{ b: "y" }, [{ target: "b" }]],
    ]);
  });

  it("reads its list from the payload, and hands positions on", () => {
    const seen: unknown[] = [];
    const items = (payload: { rows: unknown[] }): unknown => payload.rows;
    const body = (payload: unknown, _: unknown, meta: { index: number }): unknown => seen.push([payload, meta.index]);
    flow([loop("l", "b", { items, enumerate: true }), node("b", body)]).runSync({}, { rows: ["x", "y"] });
    expect(seen).toEqual([
      [{ item: "x", index: 0 }, 0],
      [{ item: "y", index: 1 }, 1],
    ]);
  });

  it("has no index outside", () => {
    const index = (_: unknown, __: unknown, meta: { index: unknown }): unknown => ({ index: meta.index });
    const nodes = [loop("l", "b", { done: "d", collect: "b" }), node("b", same), node("d", index)];
    expect(flow(nodes).runSync({}, [1]).payloads["d"]).toEqual({ index: undefined });
  });

  it.each([
    ["a Set", new Set([1, 2])],
    ["a generator", [1, 2].values()],
    ["an array", [1, 2]],
  ])("takes %s", (_, list) => {
    const context = flow([loop("l", "b"), node("b", same)]).runSync({}, list);
    expect(order(context)).toBe("l b l b");
    expect(context.payloads["l"]).toEqual({ b: 2 });
  });

  it("takes async iterables, an item when it is there", async () => {
    const nodes = [loop("l", "b", { done: "d", collect: "b" }), node("b", (n: number) => n * 2), node("d", same)];
    const context = await flow(nodes).run({}, stream(1, 2, 3));
    expect(context.payloads["d"]).toEqual([2, 4, 6]);
    expect(order(context)).toBe("l b l b l b l d");
  });

  it.each([["text"], [5], [{ a: 1 }], [null], [undefined], [true]])("refuses %o", async (list) => {
    const error = await errorOf(() => flow([loop("l", "b", { at: "1:2" }), node("b", same)]).run({}, list));
    expect(error).toMatchObject({ name: "FlowError", code: "run/not-a-list", nodeId: "l", at: "test.flow.yaml:1:2" });
  });

  it("starts no body for an empty list", () => {
    const context = flow([loop("l", "b"), node("b", same)]).runSync({}, []);
    expect(stepsOf(context)).toEqual(["start l", "success l"]);
    expect(context.payloads).toEqual({ l: {} });
    expect(context.routing).toEqual({ l: [] });
  });

  it("runs over the items that there were when it began", () => {
    const list = [1, 2];
    const context = flow([loop("l", "b"), node("b", (n: number) => list.push(n))]).runSync({}, list);
    expect(order(context)).toBe("l b l b");
  });

  it("evaluates its `inputs` once a list", () => {
    let times = 0;
    const inputs = (): unknown => ((times += 1), ["x", "y"]);
    expect(flow([loop("l", "b", { inputs }), node("b", same)]).runSync({}, 5).payloads["b"]).toBe("y");
    expect(times).toBe(1);
  });

  it("writes its outputs", () => {
    const seen: unknown[] = [];
    const writes = (_: unknown, result: unknown): unknown => seen.push(result);
    flow([loop("l", "b", { writes: writes }), node("b", same)]).runSync({}, [7]);
    expect(seen).toEqual([{ b: 7 }]);
  });
});

describe("done routes (SPEC 6)", () => {
  const collecting = (collect: string) => [
    loop("l", "b", { done: "d", collect }),
    node("b", (n: number) => n + 1, ["c"]),
    router("c", (n: number) => (n % 2 === 0 ? { e: n } : null), ["e"]),
    node("e", (n: number) => n * 10),
    node("d", same),
  ];

  it("collects in item order, undefined where the node did not run", () => {
    const context = flow(collecting("e")).runSync({}, [1, 2, 3]);
    expect(context.payloads["d"]).toEqual([20, undefined, 40]);
    expect(order(context).endsWith("d")).toBe(true);
  });

  it("starts at once for an empty list", () => {
    expect(flow(collecting("e")).runSync({}, []).payloads["d"]).toEqual([]);
  });

  it("collects what the node returned last for the item", () => {
    const nodes = [
      loop("l", "b", { done: "d", collect: "c" }),
      router("b", () => ["c", "c"], ["c"]),
      node("c", (n: number, _: unknown, meta: { visit: number }) => n * 100 + meta.visit),
      node("d", same),
    ];
    expect(flow(nodes).runSync({}, [1, 2]).payloads["d"]).toEqual([102, 204]);
  });

  it.each([1, 2, Infinity])("waits for all that the items caused, at concurrency %d", async (concurrency) => {
    const slow = async (n: number): Promise<number> => (await after(10 - n), n);
    const nodes = [
      loop("l", "b", { done: "d", collect: "c" }),
      node("b", slow, ["c"]),
      node("c", slow),
      node("d", same),
    ];
    expect((await flow(nodes).run({}, [1, 5, 9], { concurrency })).payloads["d"]).toEqual([1, 5, 9]);
  });

  const nested = [
    loop("outer", "row", { done: "all", collect: "sum" }),
    node("row", same, ["inner"]),
    loop("inner", "cell", { done: "sum", collect: "cell" }),
    node("cell", (n: number) => n * 2),
    node("sum", (cells: number[]) => cells.reduce((a, b) => a + b, 0)),
    node("all", same),
  ];

  it("nests", () => {
    expect(flow(nested).runSync({}, [[1, 2], [], [3]]).payloads["all"]).toEqual([6, 0, 6]);
  });

  it.each([2, Infinity])("nests at concurrency %d", async (concurrency) => {
    const slow = nested.map((one) => {
      if (!("call" in one)) return one;
      const call = one.call as (payload: unknown) => unknown;
      return { ...one, call: async (payload: unknown) => (await after(1), call(payload)) };
    });
    expect((await flow(slow).run({}, [[1, 2], [], [3]], { concurrency })).payloads["all"]).toEqual([6, 0, 6]);
  });

  it("holds the outer loop until an inner one without a done route has ended", () => {
    const nodes = [
      loop("outer", "inner", { done: "all", collect: "cell" }),
      loop("inner", "cell"),
      node("cell", same, ["late"]),
      node("late", nothing),
      node("all", same),
    ];
    const context = flow(nodes).runSync({}, [[1], [2, 3]]);
    expect(order(context).endsWith("late all")).toBe(true);
    expect(context.payloads["all"]).toEqual([1, 3]);
  });

  it("may lead to a join outside of the loop", () => {
    const nodes = [
      node("s", (list: unknown) => list, ["l", "x"]),
      loop("l", "b", { done: "j", collect: "b" }),
      node("b", same),
      node("x", () => "X", ["j"]),
      node("j", same, [], { joins: [["l"], ["x"]] }),
    ];
    expect(flow(nodes).runSync({}, [1, 2]).payloads["j"]).toEqual({ l: [1, 2], x: "X" });
  });

  it("starts when the list of a loop is over, whatever joins of the items still wait", () => {
    const nodes = [
      loop("l", "b", { done: "d", collect: "j" }),
      node("b", same, ["x", "y"]),
      node("x", same, ["j"]),
      router("y", (n: number) => (n === 1 ? "z" : null), ["z"]),
      node("z", same, ["j"]),
      node("j", same, [], { joins: [["x"], ["z"]] }),
      node("d", same),
    ];
    const context = flow(nodes).runSync({}, [1, 2]);
    expect(context.payloads["d"]).toEqual([{ x: 1, z: 1 }, undefined]);
    expect(context.joins).toEqual({ j: { x: 2 } });
  });
});

describe("joins inside of loops (SPEC 5)", () => {
  const nodes = [
    loop("l", "i", { done: "d", collect: "j" }),
    node("i", same, ["a", "b"]),
    node("a", async (n: number) => (await after(n % 3), `a${n}`), ["j"]),
    node("b", async (n: number) => (await after((n + 1) % 3), `b${n}`), ["j"]),
    node("j", (both: { a: string; b: string }) => both.a + both.b, [], { joins: [["a"], ["b"]] }),
    node("d", same),
  ];
  it.each([1, 2, 3, Infinity])("combine what comes from one item, at concurrency %d", async (concurrency) => {
    const context = await flow(nodes).run({}, [0, 1, 2, 3, 4], { concurrency });
    expect(context.payloads["d"]).toEqual(["a0b0", "a1b1", "a2b2", "a3b3", "a4b4"]);
  });
});

describe("lists that are not read to their end", () => {
  const closing = (log: string[]): AsyncIterable<number> => ({
    async *[Symbol.asyncIterator]() {
      try {
        for (let n = 0; ; n += 1) yield n;
      } finally {
        log.push("closed");
      }
    },
  });

  it("are closed when a node fails", async () => {
    const log: string[] = [];
    const fail = (n: number): number => {
      if (n === 2) throw new Error("two");
      return n;
    };
    await expect(flow([loop("l", "b"), node("b", fail)]).run({}, closing(log))).rejects.toThrow("two");
    await after(0);
    expect(log).toEqual(["closed"]);
  });

  it("are closed when max_steps ends the run, iterators too", async () => {
    const log: string[] = [];
    function* forever(): Generator<number> {
      try {
        for (;;) yield 1;
      } finally {
        log.push("closed");
      }
    }
    expect(
      await errorOf(() => flow([loop("l", "b"), node("b", same)]).runSync({}, forever(), { maxSteps: 9 })),
    ).toMatchObject({
      code: "run/max-steps",
    });
    expect(log).toEqual(["closed"]);
  });

  it("are left at once by a run that fails while they make it wait", async () => {
    const never = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }) };
    const nodes = [
      node("s", same, ["l", "x"]),
      loop("l", "b"),
      node("b", same),
      node("x", () =>
        after(1).then(() => {
          throw new Error("x");
        }),
      ),
    ];
    await expect(flow(nodes).run({}, never, { concurrency: 2 })).rejects.toThrow("x");
  });

  it("fail their loop when they throw", async () => {
    async function* broken(): AsyncGenerator<number> {
      yield 1;
      throw new Error("gone");
    }
    const nodes = (onError: "stop" | "continue") => [
      loop("l", "b", { done: "d", collect: "b", policy: { onError } }),
      node("b", same),
      node("d", same),
    ];
    await expect(flow(nodes("stop")).run({}, broken())).rejects.toThrow("gone");
    const context = await flow(nodes("continue")).run({}, broken());
    expect(context.payloads["d"]).toEqual([1]);
    expect(context.errors).toEqual([{ node_id: "l", exception: "Error", message: "gone" }]);
  });

  it("start the items before the one at which they throw", () => {
    function* broken(): Generator<number> {
      yield 1;
      yield 2;
      throw new Error("gone");
    }
    const seen: number[] = [];
    const nodes = [loop("l", "b"), node("b", (n: number) => void seen.push(n))];
    expect(() => flow(nodes).runSync({}, broken())).toThrow("gone");
    expect(seen).toEqual([1, 2]);
  });

  it.each([1, Infinity])("fail an inner loop alone, and the outer one ends, at concurrency %d", async (concurrency) => {
    async function* broken(): AsyncGenerator<number> {
      await after(1);
      yield 7;
      throw new Error("gone");
    }
    const nodes = (onError: "continue" | { goto: string }) => [
      loop("outer", "inner", { done: "all", collect: "cell" }),
      loop("inner", "cell", { done: "sum", collect: "cell", policy: { onError } }),
      node("cell", async (n: number) => (await after(2), n)),
      node("sum", same),
      node("rescue", nothing),
      node("all", same),
    ];
    const lists = (): unknown[] => [[1], 5, broken(), new Set([2, 3])];
    const context = await flow(nodes("continue")).run({}, lists(), { concurrency });
    expect(context.payloads["all"]).toEqual([1, undefined, 7, 3]);
    expect(context.errors.map(({ message }) => message).sort()).toEqual([
      "Loop `inner` takes a list, it got a number",
      "gone",
    ]);
    const ran = order(context).split(" ");
    expect(ran.filter((id) => id === "sum")).toHaveLength(4);
    expect(ran.at(-1)).toBe("all");
    const rescued = order(await flow(nodes({ goto: "rescue" })).run({}, lists(), { concurrency })).split(" ");
    expect(rescued.filter((id) => id === "sum")).toHaveLength(2);
    expect(rescued.filter((id) => id === "rescue")).toHaveLength(2);
    expect(rescued.filter((id) => id === "all")).toHaveLength(1);
  });
});
