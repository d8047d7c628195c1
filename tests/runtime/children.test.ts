import { describe, expect, it } from "vitest";
import { childFlow, FlowError, type Meta, type NodeSpec } from "@flowc/runtime";
import { called, child, hearing } from "./children.js";
import { after, flow, loop, node, nothing, order, same, stepsOf } from "./flows.js";

const double = (value: number): number => value * 2;
const later = async (value: number): Promise<number> => {
  await after(1);
  return value + 1;
};

const sync = called([node("d", double)]);
const slow = called([node("l", later)]);
const deep = called([child("inner", called([child("innermost", sync, ["d"]), node("d", double)]))]);

describe("a node that runs a flow (SPEC 13)", () => {
  it("runs it with its payload and gives its output", async () => {
    const parent = flow([child("sub", sync, ["next"]), node("next", (value: number) => value + 1)]);
    expect((await parent.run({}, 4)).payloads).toEqual({ sub: 8, next: 9 });
    expect(parent.runSync({}, 4).payloads).toEqual({ sub: 8, next: 9 });
  });

  it("waits for one that is async, and has no `runSync` then", async () => {
    const parent = flow([child("sub", slow)]);
    expect((await parent.run({}, 4)).payloads).toEqual({ sub: 5 });
    expect("runSync" in parent).toBe(false);
    expect("runSync" in flow([child("sub", sync)])).toBe(true);
  });

  it("may be three deep", async () => {
    expect((await flow([child("sub", deep)]).run({}, 1)).payloads).toEqual({ sub: 4 });
    expect(flow([child("sub", deep)]).runSync({}, 1).payloads).toEqual({ sub: 4 });
  });

  it("has inputs and outputs like any other", async () => {
    const nodes: NodeSpec[] = [
      node("a", same, ["sub"]),
      child("sub", sync, ["b"], {
        inputs: ({ given }: { given: number }) => given,
        writes: (context: Record<string, unknown>, result: number) => (context["got"] = result),
      }),
      node("b", same),
    ];
    const context = await flow(nodes).run({ given: 21 }, 1);
    expect([context["got"], context.payloads]).toEqual([42, { a: 1, sub: 42, b: 42 }]);
  });

  it("has its own context: the records of the parent only have its own nodes", async () => {
    const seen: unknown[] = [];
    const inner = called([node("d", (_: unknown, context: object) => void seen.push(context), [], { context: true })]);
    const context = await flow([child("sub", inner)]).run({ mine: 1 }, 1);
    expect(stepsOf(context)).toEqual(["start sub", "success sub"]);
    expect(Object.keys(seen[0] as object)).toEqual(["steps", "payloads", "joins", "routing", "errors"]);
  });

  it("passes its own input on if the flow gives nothing", async () => {
    const parent = flow([child("sub", called([node("d", nothing)], { output: () => undefined })), node("n", same)]);
    expect((await parent.run({}, 7)).payloads).toEqual({ sub: 7 });
  });

  it("starts those of its successors that the output names (SPEC 5)", async () => {
    const inner = called([node("d", () => ({ b: 1 }))]);
    const parent = flow([child("sub", inner, ["a", "b"]), node("a", same), node("b", same)]);
    expect((await parent.run({}, 7)).payloads).toEqual({ sub: { b: 1 }, b: 1 });
  });

  it("inherits no policy, no limit of steps and no concurrency", async () => {
    const underWay = { now: 0, most: 0 };
    const busy = async (): Promise<void> => {
      underWay.most = Math.max(underWay.most, (underWay.now += 1));
      await after(1);
      underWay.now -= 1;
    };
    let calls = 0;
    const flaky = (): never => {
      calls += 1;
      throw new RangeError("no");
    };
    const wide = called([node("s", same, ["x", "y"]), node("x", busy), node("y", busy)]);
    await flow([child("sub", wide)], { maxSteps: 1, concurrency: 8 }).run({}, 1, { concurrency: 8, maxSteps: 1 });
    expect(underWay.most).toBe(1);
    const policy = { onError: "continue", retry: { maxAttempts: 3 } } as const;
    const inner = called([node("f", flaky)]);
    await flow([node("s", same, ["sub"]), child("sub", inner, [], { policy: { retry: { maxAttempts: 1 } } })], {
      policy,
    }).run({}, 1);
    expect(calls).toBe(1);
  });

  it("has its own limits: a run of the child that takes too many steps fails", async () => {
    const inner = called([node("a", same, ["b"]), node("b", same)], { maxSteps: 1 });
    await expect(flow([child("sub", inner)]).run({}, 1)).rejects.toMatchObject({ code: "run/max-steps", nodeId: "b" });
  });

  it("checks what it gets by the child's schema", async () => {
    const input = {
      "~standard": {
        version: 1 as const,
        vendor: "tests",
        validate: async (value: unknown) =>
          Promise.resolve(typeof value === "number" ? { value } : { issues: [{ message: "no number" }] }),
      },
    };
    const parent = flow([child("sub", called([node("d", double)], { schemas: { input } }))]);
    expect((await parent.run({}, 2)).payloads).toEqual({ sub: 4 });
    await expect(parent.run({}, "2")).rejects.toMatchObject({ code: "run/invalid-input" });
  });

  it.each([1, 2, 8])("runs once for each item of a loop, at concurrency %i", async (concurrency) => {
    const nodes = [loop("l", "sub", { done: "all", collect: "sub" }), child("sub", slow), node("all", same)];
    const context = await flow(nodes).run({}, [1, 2, 3, 4, 5], { concurrency });
    expect(context.payloads["all"]).toEqual([2, 3, 4, 5, 6]);
  });

  it("may be used by several nodes, and by one node twice at once", async () => {
    const nodes = [
      node("s", same, ["a", "b"]),
      child("a", deep, ["end"]),
      child("b", deep, ["end"]),
      node("end", same, [], { joins: [["a"], ["b"]] }),
    ];
    expect((await flow(nodes, { concurrency: 2 }).run({}, 1)).payloads["end"]).toEqual({ a: 4, b: 4 });
    const shared = childFlow(deep);
    const both = [node("s", same, ["a", "b"]), node("a", shared), node("b", shared)];
    expect((await flow(both, { concurrency: 2 }).run({}, 1)).payloads).toMatchObject({ a: 4, b: 4 });
  });

  it("runs in any order of the queue like other nodes: its inner nodes take no place in the parent's", async () => {
    const nodes = [node("s", same, ["sub", "b"]), child("sub", deep, ["c"]), node("b", same), node("c", same)];
    expect(order(await flow(nodes).run({}, 1))).toBe("s sub b c");
  });

  it("may run in a run that has no listener, no signal and no id, where there is no `crypto`", async () => {
    const parent = flow([child("sub", sync)]);
    const { crypto } = globalThis;
    Object.defineProperty(globalThis, "crypto", { value: undefined, configurable: true });
    try {
      expect((await parent.run({}, 1)).payloads).toEqual({ sub: 2 });
    } finally {
      Object.defineProperty(globalThis, "crypto", { value: crypto, configurable: true });
    }
  });
});

describe("meta.key in a child (SPEC 7, 13)", () => {
  const keys: string[] = [];
  const noting = (value: unknown, _: unknown, { key }: Meta): unknown => {
    keys.push(key);
    return value;
  };

  it("has the steps around, with their attempts, before the step's own name", async () => {
    keys.length = 0;
    const inner = called([loop("each", "geo/1"), node("geo/1", noting)], { output: "each" });
    const parent = flow([node("k", noting, ["enrich"]), child("enrich", called([child("sub", inner)]))]);
    await parent.run({}, ["x", "y"], { id: "r" });
    expect(keys).toEqual(["r/k#1", "r/enrich#1@1/sub#1@1/geo%2F1#1", "r/enrich#1@1/sub#1@1/geo%2F1#2"]);
  });

  it("has the attempt of the child's node, and is the same for all attempts inside", async () => {
    keys.length = 0;
    let calls = 0;
    const flaky = (value: unknown, context: unknown, meta: Meta): unknown => {
      noting(value, context, meta);
      calls += 1;
      if (calls < 4) throw new Error("no");
      return value;
    };
    const retry = { policy: { retry: { maxAttempts: 2 } } };
    const parent = flow([child("sub", called([node("f", flaky, [], retry)]), [], retry)]);
    await parent.run({}, 1, { id: "r" });
    expect(keys).toEqual(["r/sub#1@1/f#1", "r/sub#1@1/f#1", "r/sub#1@2/f#1", "r/sub#1@2/f#1"]);
  });

  it("begins with the run's own id if there is none in the options", async () => {
    keys.length = 0;
    await flow([node("k", noting, ["sub"]), child("sub", called([node("f", noting)]))]).run({}, 1);
    expect(keys[1]).toBe(keys[0]?.replace("k#1", "sub#1@1/f#1"));
  });
});

describe("childFlow", () => {
  it.each([
    [undefined, "it is undefined: is it exported where it is imported from"],
    [null, "it is null"],
    [{ run: same }, "it is an object"],
    [same, "it is a function"],
    ["./enrich.flow.yaml", "it is a string"],
  ])("refuses anything but a flow: %s", (given, words) => {
    const make = (): unknown => childFlow(given as never);
    expect(make).toThrow(FlowError);
    expect(make).toThrow(words);
    expect(make).toThrow(expect.objectContaining({ code: "define/not-callable" }));
  });

  it("may be called by a program, as its type says", async () => {
    expect(childFlow(sync)(2)).toBe(4);
    expect(await childFlow(slow)(2)).toBe(3);
  });

  it("may be used by the nodes of every flow, and hears nothing where nobody listens", async () => {
    const { heard, onEvent } = hearing();
    const parent = flow([child("sub", sync)]);
    await parent.run({}, 1);
    await parent.run({}, 1, { onEvent });
    expect(heard).toHaveLength(8);
  });
});
