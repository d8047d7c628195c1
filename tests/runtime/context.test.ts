import { afterEach, describe, expect, it, vi } from "vitest";
import type { FlowContext } from "@flowc/runtime";
import { errorOf, failingWith, flow, node, router, same, stepsOf } from "./flows.js";

afterEach(() => vi.unstubAllEnvs());

describe("failures (SPEC 8)", () => {
  it.each(["run", "runSync"] as const)("are recorded, rethrown unchanged, and keep what was there: %s", async (how) => {
    const error = new TypeError("no");
    const context: Partial<FlowContext> = {};
    expect(await errorOf(() => failingWith(error)[how](context, 1))).toBe(error);
    expect(context).toEqual({
      steps: [
        { node_id: "s", status: "start" },
        { node_id: "s", status: "success" },
        { node_id: "a", status: "start" },
        { node_id: "a", status: "failed", message: "no" },
      ],
      payloads: { s: 1 },
      joins: {},
      routing: {},
      errors: [{ node_id: "a", exception: "TypeError", message: "no" }],
      failed_node_id: "a",
      failed_exception_type: "TypeError",
      failed_message: "no",
    });
  });

  it.each([
    ["text", "string", "text"],
    [undefined, "undefined", "undefined"],
    [null, "object", "null"],
    [5, "number", "5"],
    [{ a: 1 }, "object", "[object Object]"],
    [Object.create(null), "object", "[object Object]"],
    [{ name: "Odd", message: "from elsewhere" }, "Odd", "from elsewhere"],
    [Symbol("s"), "symbol", "Symbol(s)"],
  ])("may be any value: %o", async (thrown, exception, message) => {
    const context: Partial<FlowContext> = {};
    expect(await errorOf(() => failingWith(thrown).run(context))).toBe(thrown);
    expect(context.errors).toEqual([{ node_id: "a", exception, message }]);
  });

  it("of `inputs` and `writes` are failures of the node", async () => {
    const broken = (): never => {
      throw new Error("broken");
    };
    for (const more of [{ inputs: broken }, { writes: broken }]) {
      const context: Partial<FlowContext> = {};
      expect(String(await errorOf(() => flow([node("a", same, [], more)]).run(context)))).toBe("Error: broken");
      expect(stepsOf({ steps: context.steps ?? [] })).toEqual(["start a", "failed a"]);
      expect(context.failed_node_id).toBe("a");
    }
  });

  it("of a getter in a mapping are failures of the node too", async () => {
    const result = {
      get b(): never {
        throw new Error("getter");
      },
    };
    const context: Partial<FlowContext> = {};
    await errorOf(() => flow([node("a", () => result, ["b"]), node("b", same)]).run(context));
    expect(stepsOf({ steps: context.steps ?? [] })).toEqual(["start a", "failed a"]);
  });
});

describe("runSync", () => {
  it("exists unless a callable is an async function", () => {
    class Async {
      async run(): Promise<void> {}
    }
    class Sync {
      run(): void {}
    }
    expect(flow([node("a", same)])).toHaveProperty("runSync");
    expect(flow([node("a", same, ["b"]), node("b", async () => 1)])).not.toHaveProperty("runSync");
    expect(flow([{ id: "a", node: Sync }])).toHaveProperty("runSync");
    expect(flow([{ id: "a", node: Async }])).not.toHaveProperty("runSync");
  });

  it("rejects promises under any policy, and leaves none unhandled", async () => {
    const nodes = [
      node("a", () => Promise.reject(new Error("unheard")), [], { at: "2:3", policy: { onError: "continue" } }),
    ];
    const context: Partial<FlowContext> = {};
    const error = await errorOf(() => flow(nodes).runSync(context));
    expect(error).toMatchObject({ code: "run/async", nodeId: "a", at: "test.flow.yaml:2:3" });
    expect(context.failed_node_id).toBe("a");
  });
});

describe("max_steps (SPEC 7)", () => {
  const forever = (maxSteps?: number) =>
    flow([router("a", () => "a", ["a"])], { cycles: [{ header: "a", members: ["a"] }], ...(maxSteps && { maxSteps }) });

  it.each([
    ["the option", () => forever(50).runSync({}, 0, { maxSteps: 5 }), 5],
    ["the flow", () => forever(7).runSync({}), 7],
  ])("of %s ends a runaway run", async (_, work, most) => {
    const error = await errorOf(work);
    expect(error).toMatchObject({ name: "FlowError", code: "run/max-steps", nodeId: "a" });
    expect(String(error)).toContain(`limit of steps: ${most}`);
  });

  it("of 1 says so in the singular", async () => {
    expect(String(await errorOf(() => forever(1).runSync({})))).toContain("has reached its limit of steps: 1");
  });

  it("of the environment applies to flows that have none", async () => {
    vi.stubEnv("FLOW_DEBUG_MAX_STEPS", "3");
    const context: Partial<FlowContext> = {};
    expect(await errorOf(() => forever().run(context))).toMatchObject({ code: "run/max-steps" });
    expect(context.steps).toHaveLength(7);
    expect(context.failed_exception_type).toBe("FlowError");
    vi.stubEnv("FLOW_DEBUG_MAX_STEPS", "many");
    expect(await errorOf(() => forever().run({}))).toMatchObject({ code: "run/option" });
  });

  it("ends the run under any policy", async () => {
    const nodes = [router("a", () => "a", ["a"], { policy: { onError: "continue" } })];
    const more = { cycles: [{ header: "a", members: ["a"] }], maxSteps: 4 };
    expect(await errorOf(() => flow(nodes, more).run({}))).toMatchObject({ code: "run/max-steps" });
  });

  it("allows a run with exactly as many steps", () => {
    expect(flow([node("a", same, ["b"]), node("b", same)], { maxSteps: 2 }).runSync({}).steps).toHaveLength(4);
  });
});

describe("contexts that a run cannot keep its records in", () => {
  it.each([
    ["frozen", Object.freeze({}), "is frozen or sealed"],
    ["frozen inside", { steps: Object.freeze([]) }, "`steps`, which is frozen or sealed"],
    ["another kind of `steps`", { steps: 5 }, "has `steps`"],
    ["a list as `payloads`", { payloads: [] }, "has `payloads`"],
    ["no object", 5, "must be an object"],
  ])("are rejected: %s", async (_, context, words) => {
    const error = await errorOf(() => flow([node("a", same)]).run(context));
    expect(error).toMatchObject({ name: "FlowError", code: "run/context" });
    expect(String(error)).toContain(words);
  });

  it("end the run if they become so during the run", async () => {
    const freeze = (_: unknown, context: FlowContext): void => {
      Object.freeze(context.steps);
      Object.freeze(context.errors);
    };
    const nodes = [node("a", freeze, ["b"], { context: true }), node("b", same)];
    expect(await errorOf(() => flow(nodes).run({}))).toBeInstanceOf(TypeError);
  });

  it("are only read by their own keys", () => {
    const context = Object.create({ steps: "inherited" }) as Record<string, unknown>;
    expect(stepsOf(flow([node("a", same)]).runSync(context))).toEqual(["start a", "success a"]);
  });
});

describe("several runs of one flow", () => {
  it("do not affect each other, even if nested", async () => {
    const inner = flow([node("a", async (n: number) => n + 1, ["b"]), node("b", (n: number) => n * 2)]);
    const outer = flow([node("x", async (n: number) => (await inner.run({}, n)).payloads["b"])]);
    const contexts = await Promise.all([1, 2, 3].map((n) => outer.run({}, n)));
    expect(contexts.map((context) => context.payloads["x"])).toEqual([4, 6, 8]);
  });

  it("share step records, which are frozen values", () => {
    const once = flow([node("a", same)]);
    expect(once.runSync({}).steps[0]).toBe(once.runSync({}).steps[0]);
    expect(Object.isFrozen(once.runSync({}).steps[0])).toBe(true);
  });
});
