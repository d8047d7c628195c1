import { describe, expect, it } from "vitest";
import type { Meta } from "@flowc/runtime";
import { after, errorOf, flow, node, loop, order, same, stepsOf, stream } from "./flows.js";

describe("loops (SPEC 6)", () => {
  it("start the body once per item, in order, and themselves again after it", () => {
    const context = flow([loop("l", "b"), node("b", same, ["c"]), node("c", same)]).runSync({}, [1, 2]);
    expect(order(context)).toBe("l b l c b c");
    expect(context.payloads).toEqual({ l: { b: 2 }, b: 2, c: 2 });
    expect(context.routing).toEqual({ l: [{ target: "b" }] });
  });

  it("show what they continue with while they run", () => {
    const seen: unknown[] = [];
    const body = (_: unknown, context: Record<string, Record<string, unknown>>): unknown =>
      seen.push([context["payloads"]?.["l"], context["routing"]?.["l"]]);
    flow([loop("l", "b"), node("b", body, [], { context: true })]).runSync({}, ["x", "y"]);
    expect(seen).toEqual([
      [{ b: "x", l: { items: ["x", "y"], index: 1 } }, [{ target: "b" }, { target: "l" }]],
      [{ b: "y" }, [{ target: "b" }]],
    ]);
  });

  it("read their list from the payload, and pass positions on", () => {
    const seen: unknown[] = [];
    const items = (payload: { rows: unknown[] }): unknown => payload.rows;
    const body = (payload: unknown, _: unknown, meta: Meta): unknown => seen.push([payload, meta.index]);
    flow([loop("l", "b", { items, enumerate: true }), node("b", body)]).runSync({}, { rows: ["x", "y"] });
    expect(seen).toEqual([
      [{ item: "x", index: 0 }, [0]],
      [{ item: "y", index: 1 }, [1]],
    ]);
  });

  it("have no index outside", () => {
    const index = (_: unknown, __: unknown, meta: { index: unknown }): unknown => ({ index: meta.index });
    const nodes = [loop("l", "b", { done: "d", collect: "b" }), node("b", same), node("d", index)];
    expect(flow(nodes).runSync({}, [1]).payloads["d"]).toEqual({ index: [] });
  });

  it.each([
    ["a Set", new Set([1, 2])],
    ["a generator", [1, 2].values()],
    ["an array", [1, 2]],
  ])("take %s", (_, list) => {
    const context = flow([loop("l", "b"), node("b", same)]).runSync({}, list);
    expect(order(context)).toBe("l b l b");
    expect(context.payloads["l"]).toEqual({ b: 2 });
  });

  it("take async iterables, and each item when it is there", async () => {
    const nodes = [loop("l", "b", { done: "d", collect: "b" }), node("b", (n: number) => n * 2), node("d", same)];
    const context = await flow(nodes).run({}, stream(1, 2, 3));
    expect(context.payloads["d"]).toEqual([2, 4, 6]);
    expect(order(context)).toBe("l b l b l b l d");
  });

  it.each([["text"], [5], [{ a: 1 }], [null], [undefined], [true]])("reject %o", async (list) => {
    const error = await errorOf(() => flow([loop("l", "b", { at: "1:2" }), node("b", same)]).run({}, list));
    expect(error).toMatchObject({ name: "FlowError", code: "run/not-a-list", nodeId: "l", at: "test.flow.yaml:1:2" });
  });

  it("start no body for an empty list", () => {
    const context = flow([loop("l", "b"), node("b", same)]).runSync({}, []);
    expect(stepsOf(context)).toEqual(["start l", "success l"]);
    expect(context.payloads).toEqual({ l: {} });
    expect(context.routing).toEqual({ l: [] });
  });

  it("iterate over the items that existed when they began", () => {
    const list = [1, 2];
    const context = flow([loop("l", "b"), node("b", (n: number) => list.push(n))]).runSync({}, list);
    expect(order(context)).toBe("l b l b");
  });

  it("evaluate their `inputs` once per list", () => {
    let times = 0;
    const inputs = (): unknown => ((times += 1), ["x", "y"]);
    expect(flow([loop("l", "b", { inputs }), node("b", same)]).runSync({}, 5).payloads["b"]).toBe("y");
    expect(times).toBe(1);
  });

  it("write their outputs", () => {
    const seen: unknown[] = [];
    const writes = (_: unknown, result: unknown): unknown => seen.push(result);
    flow([loop("l", "b", { writes: writes }), node("b", same)]).runSync({}, [7]);
    expect(seen).toEqual([{ b: 7 }]);
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
  it.each([1, 2, 3, Infinity])("combine what comes from the same item, at concurrency %d", async (concurrency) => {
    const context = await flow(nodes).run({}, [0, 1, 2, 3, 4], { concurrency });
    expect(context.payloads["d"]).toEqual(["a0b0", "a1b1", "a2b2", "a3b3", "a4b4"]);
  });
});
