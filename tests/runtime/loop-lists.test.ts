import { describe, expect, it } from "vitest";
import { after, errorOf, flow, node, loop, nothing, order, same } from "./flows.js";

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

  it("are closed when max_steps ends the run, including iterators", async () => {
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

  it("are abandoned at once by a run that fails while it waits for them", async () => {
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

  it.each([1, Infinity])("fail only an inner loop, and the outer one ends, at concurrency %d", async (concurrency) => {
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
