import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Meta, NodeSpec, PolicySpec, RoutingNode } from "@flowc/runtime";
import { failing, Flaky, withPolicy } from "./failing-callables.js";
import { flow, node, order, router, same, stepsOf } from "./flows.js";
import { recorder } from "./recording-host.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
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
