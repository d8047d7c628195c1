import { describe, expect, it } from "vitest";
import { type FlowContext, FlowError, type Meta, type NodeSpec } from "@flowc/runtime";
import { called, child, errorsOf, failing, throwing } from "./children.js";
import { after, errorOf, flow, loop, node, router, same, stepsOf } from "./flows.js";

const again = { policy: { retry: { maxAttempts: 2 } } };
const goOn = { policy: { onError: "continue" } } as const;

/** Both ways to run a flow, with the context that it leaves. */
const ways: [string, (made: ReturnType<typeof flow>, context: object, input: unknown) => unknown][] = [
  ["run", (made, context, input) => made.run(context as Record<string, unknown>, input)],
  ["runSync", (made, context, input) => made.runSync(context as Record<string, unknown>, input)],
];

describe.each(ways)("a flow that fails within another one: %s (SPEC 13, 17)", (_, run) => {
  /** Runs a flow that fails, and returns its context and error. */
  async function failed(
    nodes: readonly NodeSpec[],
    context: Partial<FlowContext> = {},
  ): Promise<{ context: FlowContext; error: unknown }> {
    const error = await errorOf(() => run(flow(nodes), context, 1));
    return { context: context as FlowContext, error };
  }

  it("comes up as it is, as the failure of the parent's node", async () => {
    const thrown = new RangeError("no");
    const inner = called([node("f", throwing(thrown))]);
    const { context, error } = await failed([child("sub", inner)]);
    expect(error).toBe(thrown);
    expect(context).toMatchObject({ failed_node_id: "sub", failed_exception_type: "RangeError", failed_message: "no" });
    expect(stepsOf(context)).toEqual(["start sub", "failed sub"]);
    expect(context.errors).toEqual([
      { node_id: "f", exception: "RangeError", message: "no", within: ["sub#1@1"] },
      { node_id: "sub", exception: "RangeError", message: "no" },
    ]);
  });

  it.each([undefined, null, "text", Object.freeze(new Error("frozen"))])("whatever is thrown: %s", async (thrown) => {
    const inner = called([node("f", throwing(thrown))]);
    const { context, error } = await failed([child("sub", called([child("deep", inner)]))]);
    expect(error).toBe(thrown);
    expect(context.errors.map(({ within, node_id }) => [within, node_id])).toEqual([
      [["sub#1@1", "deep#1@1"], "f"],
      [["sub#1@1"], "deep"],
      [undefined, "sub"],
    ]);
  });

  it("keeps the child's node and place of a FlowError", async () => {
    const inner = called([{ ...node("l", same, []), kind: "router", at: "4:3" } as NodeSpec]);
    const { error } = await failed([{ ...child("sub", inner), at: "9:9" }]);
    expect(error).toBeInstanceOf(FlowError);
    expect(error).toMatchObject({ nodeId: "l", at: "child.flow.yaml:4:3" });
  });

  it("has the parent's place where the child names none", async () => {
    const input = {
      "~standard": { version: 1 as const, vendor: "t", validate: () => ({ issues: [{ message: "no" }] }) },
    };
    const { error, context } = await failed([
      { ...child("sub", called([node("n", same)], { schemas: { input } })), at: "9:9" },
    ]);
    expect(error).toMatchObject({ code: "run/invalid-input", nodeId: "sub", at: "test.flow.yaml:9:9" });
    expect(errorsOf(context)).toHaveLength(1);
  });

  it("brings up the failures that the child had handled before, in their order", async () => {
    const inner = called([node("a", failing("first"), ["b"], goOn), node("b", failing("second"))]);
    const { context } = await failed([child("sub", inner)]);
    expect(errorsOf(context)).toEqual(["sub#1@1/a first", "sub#1@1/b second", "sub second"]);
  });

  it("fails with what the output throws", async () => {
    const { context } = await failed([child("sub", called([node("a", same)], { output: failing("no output") }))]);
    expect(errorsOf(context)).toEqual(["sub no output"]);
  });

  it("leaves nothing in the parent's errors if the child handled it", async () => {
    const context: Partial<FlowContext> = {};
    const inner = called([node("a", failing("handled"), ["b"], goOn), node("b", same)]);
    await run(flow([child("sub", inner)]), context, 1);
    expect([context.errors, context.payloads]).toEqual([[], { sub: 1 }]);
  });

  it("leaves only what the last attempt recorded", async () => {
    let calls = 0;
    const inner = called([node("a", () => failing(`call ${(calls += 1)}`)())]);
    const { context } = await failed([child("sub", inner, [], again)]);
    expect(errorsOf(context)).toEqual(["sub#1@2/a call 2", "sub call 2"]);
  });

  it("leaves nothing of an attempt that a later one repairs", async () => {
    let calls = 0;
    const flaky = (value: unknown): unknown => {
      calls += 1;
      return calls === 1 ? failing("once")() : value;
    };
    const context: Partial<FlowContext> = {};
    await run(flow([child("sub", called([child("deep", called([node("a", flaky)]))]), [], again)]), context, 1);
    expect([context.errors, context.payloads, stepsOf(context as FlowContext)]).toEqual([
      [],
      { sub: 1 },
      ["start sub", "success sub"],
    ]);
  });

  it("leaves nothing of the attempt before if the last one fails before the child begins", async () => {
    let validations = 0;
    const validate = (value: unknown): object => {
      validations += 1;
      return validations === 1 ? { value } : { issues: [{ message: "late" }] };
    };
    const schemas = { input: { "~standard": { version: 1 as const, vendor: "t", validate: validate as never } } };
    const { context } = await failed([child("sub", called([node("a", failing("no"))], { schemas }), [], again)]);
    expect(errorsOf(context)).toEqual([expect.stringMatching(/^sub .*late/)]);
  });

  it("leaves nothing of the child if it is the parent's outputs that fail after a repair", async () => {
    let calls = 0;
    const flaky = (value: unknown): unknown => ((calls += 1) === 1 ? failing("once")() : value);
    const more = { ...again, writes: failing("written") };
    const { context } = await failed([child("sub", called([node("a", flaky)]), [], more)]);
    expect(errorsOf(context)).toEqual(["sub written"]);
  });

  it("keeps the entries of an earlier run with the same context", async () => {
    const context: Partial<FlowContext> = {};
    await failed([child("sub", called([node("a", failing("old"))]))], context);
    await failed([child("sub", called([node("a", failing("new"))]), [], again)], context);
    expect(errorsOf(context as FlowContext)).toEqual(["sub#1@1/a old", "sub old", "sub#1@2/a new", "sub new"]);
  });

  it("goes on as the node's policy says: continue and goto", async () => {
    const inner = called([node("a", failing("no"))]);
    const continued: Partial<FlowContext> = {};
    await run(flow([child("sub", inner, ["n"], goOn), node("n", same)]), continued, 1);
    expect(continued.payloads).toEqual({ sub: 1, n: 1 });
    expect(errorsOf(continued as FlowContext)).toEqual(["sub#1@1/a no", "sub no"]);
    const handled: Partial<FlowContext> = {};
    const policy = { policy: { onError: { goto: "h" } } };
    await run(flow([child("sub", inner, ["n"], policy), node("n", same), node("h", same)]), handled, 1);
    const error = { node_id: "sub", exception: "RangeError", message: "no" };
    expect(handled.payloads).toEqual({ h: { error, input: 1 } });
  });

  it("has the errors of each item of a loop within its own visit", async () => {
    const context: Partial<FlowContext> = {};
    const odd = (value: number): number => (value % 2 === 1 ? failing(`odd ${value}`)() : value);
    const nodes = [
      loop("l", "sub"),
      child("sub", called([node("a", odd)]), [], goOn),
      node("s", () => [1, 2, 3], ["l"]),
    ];
    await run(flow(nodes, { entry: "s" }), context, 1);
    expect(errorsOf(context as FlowContext)).toEqual(["sub#1@1/a odd 1", "sub odd 1", "sub#3@1/a odd 3", "sub odd 3"]);
  });

  it("retries by the names of the child's error", async () => {
    let calls = 0;
    const inner = called([node("a", () => failing(`${(calls += 1)}`)())]);
    await failed([child("sub", inner, [], { policy: { retry: { maxAttempts: 3, on: ["TypeError"] } } })]);
    expect(calls).toBe(1);
    await failed([child("sub", inner, [], { policy: { retry: { maxAttempts: 3, on: ["RangeError"] } } })]);
    expect(calls).toBe(4);
  });

  it("encodes ids in `within`", async () => {
    const { context } = await failed([child("a/b#c@d%", called([node("x/y", failing("no"))]))]);
    expect(context.errors[0]).toMatchObject({ node_id: "x/y", within: ["a%2Fb%23c%40d%25#1@1"] });
  });

  it("a failing rule of a router inside comes up too", async () => {
    const { context } = await failed([child("sub", called([router("r", () => "nowhere", ["x"]), node("x", same)]))]);
    expect(context.failed_exception_type).toBe("FlowError");
    expect(context.errors.map(({ node_id }) => node_id)).toEqual(["r", "sub"]);
  });
});

describe("failures of children that run at once", () => {
  it.each([2, 8])("leave errors in pairs, at concurrency %i", async (concurrency) => {
    const wait = async (ms: number): Promise<never> => {
      await after(ms);
      return failing(`after ${ms}`)();
    };
    const nodes = [loop("l", "sub"), child("sub", called([node("a", wait)]), [], goOn)];
    const context = await flow(nodes).run({}, [20, 1, 40, 10], { concurrency });
    expect(context.errors).toHaveLength(8);
    for (let at = 0; at < 8; at += 2) {
      const [inner, own] = context.errors.slice(at);
      expect([inner?.node_id, inner?.within?.length, own?.node_id, own?.within]).toEqual(["a", 1, "sub", undefined]);
      expect(own?.message).toBe(inner?.message);
    }
  });

  it("leave none of a child that the failure of another branch has ended", async () => {
    const seen: boolean[] = [];
    const hang = async (_: unknown, __: unknown, { signal }: Meta): Promise<void> => {
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      seen.push(signal.aborted);
      throw new Error("aborted");
    };
    const inner = called([node("a", failing("handled"), ["h"], goOn), node("h", hang, [], goOn)]);
    const nodes = [
      node("s", same, ["sub", "f"]),
      child("sub", inner, [], goOn),
      node("f", async () => {
        await after(5);
        return failing("beside")();
      }),
    ];
    const context: Partial<FlowContext> = {};
    const error = await errorOf(() => flow(nodes, { concurrency: 2 }).run(context, 1));
    expect(error).toMatchObject({ message: "beside" });
    expect([errorsOf(context as FlowContext), seen]).toEqual([["f beside"], [true]]);
  });
});
