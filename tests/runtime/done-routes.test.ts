import { describe, expect, it } from "vitest";
import { after, flow, node, loop, nothing, order, router, same } from "./flows.js";

describe("done routes (SPEC 6)", () => {
  const collecting = (collect: string) => [
    loop("l", "b", { done: "d", collect }),
    node("b", (n: number) => n + 1, ["c"]),
    router("c", (n: number) => (n % 2 === 0 ? { e: n } : null), ["e"]),
    node("e", (n: number) => n * 10),
    node("d", same),
  ];

  it("collect in item order, with undefined for nodes that did not run", () => {
    const context = flow(collecting("e")).runSync({}, [1, 2, 3]);
    expect(context.payloads["d"]).toEqual([20, undefined, 40]);
    expect(order(context).endsWith("d")).toBe(true);
  });

  it("start at once for an empty list", () => {
    expect(flow(collecting("e")).runSync({}, []).payloads["d"]).toEqual([]);
  });

  it("collect what the node returned last for the item", () => {
    const nodes = [
      loop("l", "b", { done: "d", collect: "c" }),
      router("b", () => ["c", "c"], ["c"]),
      node("c", (n: number, _: unknown, meta: { visit: number }) => n * 100 + meta.visit),
      node("d", same),
    ];
    expect(flow(nodes).runSync({}, [1, 2]).payloads["d"]).toEqual([102, 204]);
  });

  it.each([1, 2, Infinity])("wait for everything that the items caused, at concurrency %d", async (concurrency) => {
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

  it("nest", () => {
    expect(flow(nested).runSync({}, [[1, 2], [], [3]]).payloads["all"]).toEqual([6, 0, 6]);
  });

  it.each([2, Infinity])("nest at concurrency %d", async (concurrency) => {
    const slow = nested.map((one) => {
      if (!("call" in one)) return one;
      const call = one.call as (payload: unknown) => unknown;
      return { ...one, call: async (payload: unknown) => (await after(1), call(payload)) };
    });
    expect((await flow(slow).run({}, [[1, 2], [], [3]], { concurrency })).payloads["all"]).toEqual([6, 0, 6]);
  });

  it("let the outer loop wait until an inner one without a done route has ended", () => {
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

  it("start when the list of a loop is over, even if joins of the items still wait", () => {
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
