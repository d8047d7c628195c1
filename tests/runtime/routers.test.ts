import { describe, expect, it } from "vitest";
import { type FlowContext, route } from "@flowc/runtime";
import { errorOf, flow, node, order, router, same } from "./flows.js";

const choose = (decision: unknown, input: unknown = "own"): FlowContext =>
  flow([router("r", () => decision, ["a", "b"]), node("a", same), node("b", same)]).runSync({}, input);

describe("routers (SPEC 5)", () => {
  it.each([
    ["a route", route("b"), "r b", { b: "own" }, [{ target: "b" }]],
    ["an id", "b", "r b", { b: "own" }, [{ target: "b" }]],
    ["a payload", route("a", { payload: 1 }), "r a", { a: 1 }, [{ target: "a" }]],
    ["an undefined payload", route("a", { payload: undefined }), "r a", { a: undefined }, [{ target: "a" }]],
    [
      "a note",
      route("a", { confidence: 0.5, reason: "why" }),
      "r a",
      { a: "own" },
      [{ target: "a", confidence: 0.5, reason: "why" }],
    ],
    ["a list, in its order", [route("b"), "a"], "r b a", { b: "own", a: "own" }, [{ target: "b" }, { target: "a" }]],
    ["a mapping, in declared order", { b: 2, a: 1 }, "r a b", { a: 1, b: 2 }, [{ target: "a" }, { target: "b" }]],
    ["an empty list", [], "r", {}, []],
    ["an empty mapping", {}, "r", {}, []],
    ["null", null, "r", {}, []],
    ["undefined", undefined, "r", {}, []],
  ])("take %s", (_, decision, ran, payload, routing) => {
    const context = choose(decision);
    expect(order(context)).toBe(ran);
    expect(context.payloads["r"]).toEqual(payload);
    expect(context.routing).toEqual({ r: routing });
  });

  it("start a target as often as a list names it", () => expect(order(choose(["a", "a"]))).toBe("r a a"));

  it("keep the declared order in their records too", () => {
    expect(Object.keys(choose({ b: 2, a: 1 }).payloads["r"] as object)).toEqual(["a", "b"]);
  });

  it.each([[route("c")], ["c"], [["a", "c"]], [{ a: 1, c: 2 }]])("reject an unknown target: %o", async (decision) => {
    const context: Record<string, unknown> = {};
    const nodes = [router("r", () => decision, ["a", "b"], { at: "4:3" }), node("a", same), node("b", same)];
    const error = await errorOf(() => flow(nodes).run(context));
    expect(error).toMatchObject({
      name: "FlowError",
      code: "run/unknown-target",
      nodeId: "r",
      at: "test.flow.yaml:4:3",
    });
    expect(String(error)).toContain("`c`, which is not one of its successors; there are: `a`, `b`");
    expect(context["steps"]).toHaveLength(2);
    expect(context["routing"]).toEqual({});
  });

  it.each([[5], [true], [new Date(0)], [{ [Symbol.iterator]: 1 }], [[5]], [() => "a"]])(
    "reject %o as a decision",
    async (decision) => {
      expect(await errorOf(() => choose(decision))).toMatchObject({ code: "run/not-a-route", nodeId: "r" });
    },
  );

  it("accept promised decisions, and `outputs` of their result", async () => {
    const writes = (context: Record<string, unknown>, result: unknown): void => void (context["out"] = result);
    const nodes = [router("r", async () => route("a", { payload: 1 }), ["a"], { writes }), node("a", same)];
    expect(await flow(nodes).run({})).toMatchObject({ out: { a: 1 }, payloads: { r: { a: 1 }, a: 1 } });
  });

  it("send the input after `inputs`", () => {
    const nodes = [router("r", () => "a", ["a"], { inputs: () => "given" }), node("a", same)];
    expect(flow(nodes).runSync({}, "own").payloads["a"]).toBe("given");
  });

  it("pass on a payload that itself consists of the parts of a route", () => {
    expect(choose(route("a", { payload: { target: "b", payload: 1 } })).payloads["a"]).toEqual({
      target: "b",
      payload: 1,
    });
  });
});
