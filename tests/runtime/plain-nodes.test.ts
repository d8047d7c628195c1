import { describe, expect, it } from "vitest";
import { type FlowContext, type Node, type NodeOptions, route } from "@flowc/runtime";
import { type Context, errorOf, flow, node, nothing, order, same, stepsOf } from "./flows.js";

describe("results (SPEC 4)", () => {
  it("stores what a callable returns and hands it on", () => {
    const context = flow([node("a", (n: number) => n + 1, ["b"]), node("b", (n: number) => n * 10)]).runSync({}, 1);
    expect(context.payloads).toEqual({ a: 2, b: 20 });
    expect(stepsOf(context)).toEqual(["start a", "success a", "start b", "success b"]);
  });

  it("forwards the node's own input, after `inputs`, for undefined", () => {
    const nodes = [node("a", nothing, ["b"]), node("b", nothing, ["c"], { inputs: () => "given" }), node("c", same)];
    expect(flow(nodes).runSync({}, 7).payloads).toEqual({ a: 7, b: "given", c: "given" });
  });

  it("treats null as a value", () => {
    expect(flow([node("a", () => null, ["b"]), node("b", same)]).runSync({}, 7).payloads).toEqual({ a: null, b: null });
  });

  it("runs without context and input", async () => {
    expect((await flow([node("a", same)]).run()).payloads).toEqual({ a: undefined });
  });

  it("writes the result, after it is recorded", () => {
    const writes = (context: Context, result: number): void => {
      context["seen"] = [result, context.payloads["a"]];
    };
    expect(flow([node("a", () => 5, [], { writes })]).runSync({})["seen"]).toEqual([5, 5]);
  });

  it("passes the context to callables that ask for it, and meta to all", () => {
    const seen: unknown[] = [];
    const call = (
      payload: unknown,
      context: unknown,
      meta: { nodeId: string; visit: number; attempt: number },
    ): void => {
      seen.push([payload, context, meta.nodeId, meta.visit, meta.attempt]);
    };
    const context = flow([node("a", call, ["b"]), node("b", call, [], { context: true })]).runSync({}, 1);
    expect(seen).toEqual([
      [1, undefined, "a", 1, 1],
      [1, context, "b", 1, 1],
    ]);
  });

  it("mutates the caller's context and keeps its keys", async () => {
    const context = { mine: 1 };
    const answer = await flow([node("a", same)]).run(context, 2);
    expect(answer).toBe(context);
    expect(answer["mine"]).toBe(1);
    expect(answer.payloads).toEqual({ a: 2 });
  });

  it("continues the records of an earlier run", () => {
    const first = flow([node("a", same)]).runSync({}, 1);
    const second = flow([node("b", same)]).runSync(first, 2);
    expect(order(second)).toBe("a b");
    expect(second.payloads).toEqual({ a: 1, b: 2 });
  });

  it("finishes synchronous callables before `run` returns", () => {
    const seen: unknown[] = [];
    const running = flow([node("a", () => seen.push("a"), ["b"]), node("b", () => seen.push("b"))]).run();
    expect(seen).toEqual(["a", "b"]);
    return running;
  });

  it("accepts promises and other thenables", async () => {
    const thenable = { then: (resolve: (value: number) => void) => resolve(3) };
    const context = await flow([node("a", async () => 2, ["b"]), node("b", () => thenable)]).run();
    expect(context.payloads).toEqual({ a: 2, b: 3 });
  });
});

describe("the shorthand of a plain node (SPEC 5)", () => {
  const fan = (result: unknown): FlowContext =>
    flow([node("a", () => result, ["x", "y"]), node("x", same), node("y", same)]).runSync({});

  it("starts only the named successors, in declared order", () => {
    expect(order(fan({ y: 2, x: 1 }))).toBe("a x y");
    expect(fan({ y: 2 }).payloads).toEqual({ a: { y: 2 }, y: 2 });
  });

  it("starts none for an empty object", () => expect(order(fan({}))).toBe("a"));

  it.each([
    [{ x: 1, z: 2 }],
    [["x"]],
    [new Map()],
    [{ [Symbol.iterator]: 1 }],
    [
      new (class {
        x = 1;
      })(),
    ],
  ])("treats %o as data", (result) => {
    expect(order(fan(result))).toBe("a x y");
  });

  it("accepts objects without a prototype, and passes undefined on", () => {
    const result: unknown = Object.assign(Object.create(null) as object, { x: undefined });
    expect(fan(result).payloads).toEqual({ a: { x: undefined }, x: undefined });
    expect(order(fan(result))).toBe("a x");
  });

  it("has no effect without successors", () => {
    expect(flow([node("a", () => ({}))]).runSync({}).payloads).toEqual({ a: {} });
  });

  it("applies to an input that is forwarded", () => {
    const nodes = [node("a", nothing, ["x", "y"]), node("x", same), node("y", same)];
    expect(order(flow(nodes).runSync({}, { y: 1 }))).toBe("a y");
  });

  it.each([[route("x")], [[route("x"), route("y")]]])("rejects routes", async (result) => {
    const context = {};
    const error = await errorOf(() =>
      flow([node("a", () => result, ["x"], { at: "3:5" }), node("x", same)]).run(context),
    );
    expect(error).toMatchObject({
      name: "FlowError",
      code: "run/route-of-plain-node",
      nodeId: "a",
      at: "test.flow.yaml:3:5",
    });
    expect(context).toMatchObject({ payloads: {}, failed_node_id: "a", failed_exception_type: "FlowError" });
  });
});

describe("callables", () => {
  it("constructs a class once and calls its `run` as a method", () => {
    const made: NodeOptions[] = [];
    class Adder implements Node<number, number> {
      readonly #by: number;
      constructor(options: NodeOptions) {
        made.push(options);
        this.#by = Number(options.config["by"]);
      }
      run(payload: number): number {
        return payload + this.#by;
      }
    }
    const adding = flow([
      { id: "a", name: "add", node: Adder, config: { by: 2 }, next: ["b"] },
      { id: "b", node: Adder },
    ]);
    expect(adding.runSync({}, 1).payloads["a"]).toBe(3);
    expect(adding.runSync({}, 5).payloads["a"]).toBe(7);
    expect(made).toEqual([
      { id: "a", name: "add", config: { by: 2 } },
      { id: "b", name: "b", config: {} },
    ]);
  });

  it("finds a callable in the context when the node runs", () => {
    const nodes = [{ id: "a", callable: (context: Context) => context["fn"] }];
    expect(flow(nodes).runSync({ fn: (n: number) => n + 1 }, 1).payloads).toEqual({ a: 2 });
  });

  it.each([[undefined], [null], [5], [{}]])("rejects %o as a callable in the context", async (fn) => {
    const nodes = [{ id: "a", at: "2:3", callable: (context: Context) => context["fn"] }];
    const error = await errorOf(() => flow(nodes).run({ fn }));
    expect(error).toMatchObject({ code: "run/not-callable", nodeId: "a", at: "test.flow.yaml:2:3" });
  });
});
