import { describe, expect, test } from "vitest";
import type { FlowContext, FlowEvent, RunOptions } from "../../runtime/index.js";
import { fromConfig } from "../../src/library/index.js";

type Callable = (payload: never, context: never) => unknown;

/** What is not a plain edge of a flow from `a`, which returns `value`. */
interface Shape {
  readonly value?: unknown;
  readonly a?: object;
  readonly flow?: object;
  readonly context?: object;
  readonly nodes?: Readonly<Record<string, Callable | object>>;
}

const same: Callable = (payload) => payload;

async function run(edges: string | readonly string[], { value, a, flow, context, nodes }: Shape = {}): Promise<Ran> {
  const events: FlowEvent[] = [];
  const options: RunOptions = { onEvent: (event) => events.push(event) };
  const config = {
    entry: "a",
    nodes: { a: { callable: () => value, ...a }, b: same, c: same, d: same, e: same, ...nodes },
    edges: typeof edges === "string" ? [edges] : edges,
    ...flow,
  };
  const made = await fromConfig(config);
  const given = { ...context } as FlowContext;
  const error = await made.run(given as never, undefined as never, options).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { context: given, error, events };
}

interface Ran {
  readonly context: FlowContext;
  readonly error: unknown;
  readonly events: readonly FlowEvent[];
}

/** The nodes that ran after `a`, in their order, or the code of the error. */
async function started(edges: string | readonly string[], shape?: Shape): Promise<string> {
  const { context, error } = await run(edges, shape);
  if (error !== undefined) return error instanceof Error && "code" in error ? String(error.code) : String(error);
  return context.steps
    .filter(({ status, node_id }) => status === "start" && node_id !== "a")
    .map(({ node_id }) => node_id)
    .join(" ");
}

describe("a choice", () => {
  const choice = "a >> (b when $result.score >= 0.8 | (c & d) when $result.score >= 0.4 | e otherwise)";

  test.each([
    [0.9, "b"],
    [0.8, "b"],
    [0.5, "c d"],
    [0.1, "e"],
  ])("takes the first alternative that holds for %d", async (score, expected) => {
    expect(await started(choice, { value: { score } })).toBe(expected);
  });

  test("takes nothing without otherwise, and records that", async () => {
    const { context } = await run("a >> (b when $result == 1 | c when $result == 2)", { value: 3 });
    expect(context.routing).toEqual({ a: [] });
    expect(context.steps.map(({ node_id }) => node_id)).toEqual(["a", "a"]);
  });

  test("is recorded and reported, with every target that started and the condition as written", async () => {
    const edges = [
      "a >> (c when $result.n  >  1\n and $ctx.x == 'y  z' | d otherwise)",
      "a >> e",
      "a >> b when $result.n < 9",
    ];
    const { context, events } = await run(edges, { value: { n: 2 }, context: { x: "y  z" } });
    const routes = [
      { target: "c", reason: "when $result.n > 1 and $ctx.x == 'y  z'" },
      { target: "e" },
      { target: "b", reason: "when $result.n < 9" },
    ];
    expect(context.routing).toEqual({ a: routes });
    const told = events.filter(({ type }) => type === "route" || type === "success");
    expect(told.slice(0, 2)).toMatchObject([
      { type: "success", nodeId: "a" },
      { type: "route", nodeId: "a", routes },
    ]);
  });

  test("in a group of `&`, each condition stands for itself", async () => {
    const edges = "a >> (b when $result > 1 & c when $result > 2 & d)";
    expect(await started(edges, { value: 3 })).toBe("b c d");
    expect(await started(edges, { value: 2 })).toBe("b d");
    expect(await started(edges, { value: 0 })).toBe("d");
  });

  test("in a chain belongs to the arrow before it", async () => {
    expect(await started("a >> (b when $result | c otherwise) >> d", { value: true })).toBe("b d");
    expect(await started("a >> (b when $result | c otherwise) >> d", { value: false })).toBe("c d");
    expect(await started("a >> b when $result >> c", { value: false })).toBe("");
  });

  test("a cycle with a condition starts its header again", async () => {
    let count = 0;
    const a = { callable: () => ++count };
    expect(await started("a >> (a when $result < 4 | b otherwise)", { a })).toBe("b");
    expect(count).toBe(4);
    count = 0;
    expect(await started("a >> b >> (a when $result < 3 | c otherwise)", { a })).toBe("b b b c");
  });

  test("the shorthand is off where a node has conditions", async () => {
    const { context } = await run("a >> (b when $result.b | c otherwise)", { value: { b: 1 } });
    expect(context.payloads["b"]).toEqual({ b: 1 });
    expect(await started("a >> b when $result.b", { value: {} })).toBe("");
    expect(await started(["a >> b when $result.b", "a >> c"], { value: {} })).toBe("c");
  });

  test("reads what the node has just written", async () => {
    const a = { context: { outputs: { n: "$ctx.n" } } };
    const edges = "a >> (b when $ctx.n == 5 and $payload.a.n == 5 | c otherwise)";
    expect(await started(edges, { a, value: { n: 5 }, context: { n: 1 } })).toBe("b");
  });

  test("an undefined result is the node's input", async () => {
    const nodes = { z: () => ({ go: true }) };
    const shape = { nodes, value: undefined, flow: { entry: "z" } };
    expect(await started(["z >> a", "a >> b when $result.go"], shape)).toBe("z b");
  });
});

describe("values in a condition", () => {
  const when = (condition: string, value: unknown, context: object = {}): Promise<string> =>
    started(`a >> (b when ${condition} | c otherwise)`, { value, context });
  const day = new Date(0);

  test.each<[string, unknown, string]>([
    ["$result == 'x'", "x", "b"],
    ["'x' == $result", "x", "b"],
    ["$result == 1", 1n, "c"],
    ["$result == 1", "1", "c"],
    ["$result == null", undefined, "b"],
    ["$result.x == null", {}, "b"],
    ["$result.x == null", { x: null }, "b"],
    ["$result.x != null", { x: 0 }, "b"],
    ["$result.x == $result.y", { x: undefined, y: null }, "c"],
    ["$result.x == $result.y", { x: day, y: new Date(0) }, "b"],
    ["$result.x < $result.y", { x: day, y: new Date(1) }, "b"],
    ["$result.x == $result.y", { x: day, y: 0 }, "c"],
    ["$result in ['a', 'b']", "b", "b"],
    ["$result in []", "b", "c"],
    ["$result.x in [null]", {}, "b"],
    ["$result.x in $result.list", { x: 2, list: [1, 2] }, "b"],
    ["$result.x in $result.list", { x: 1, list: [1, {}] }, "b"],
    ["not $result", 0, "b"],
    ["not not $result", [], "b"],
    ["$result.a and $result.b or $result.c", { c: 1 }, "b"],
    ["$result.a and ($result.b or $result.c)", { c: 1 }, "c"],
    ["$result.a ?? $result.b ?? 7 == 7", {}, "b"],
    ["$result.a ?? 7", { a: 0 }, "c"],
    ["$result > NaN", 1, "condition/bare-word"],
    ["$result.n > 1", { n: NaN }, "c"],
    ["'b' > 'a'", 0, "b"],
    ["($result > 1) == true", 2, "b"],
    ["$result.length == 2", [1, 2], "b"],
    ["$result.toString", {}, "c"],
    ["$env.SURELY_NOT_SET == null", 0, "b"],
  ])("%s", async (condition, value, expected) => {
    if (expected.includes("/")) await expect(when(condition, value)).rejects.toThrow(expected);
    else expect(await when(condition, value)).toBe(expected);
  });

  test.each<[string, unknown]>([
    ["$result == 'x'", {}],
    ["$result.list == $result.list", { list: [] }],
    ["$result < 3", "2"],
    ["$result < 3", undefined],
    ["$result.x <= 3", {}],
    ["$result.x < $result.y", { x: 1n, y: 2 }],
    ["$result.x < $result.y", { x: day, y: 2 }],
    ["$result.x in $result.list", { x: 1, list: "1" }],
    ["$result.x in $result.list", { x: 1, list: [{}, 1] }],
    ["$result in [1]", [1]],
    ["$result in []", {}],
    ["$result in [null]", {}],
    ["$result.x in $result.list", { x: {}, list: [] }],
    ["$result == 1", () => 1],
  ])("%s cannot be evaluated", async (condition, value) => {
    expect(await when(condition, value)).toBe("run/condition");
  });

  test("the right side of `and` and `or` is read only where it counts", async () => {
    expect(await when("$result.n != null and $result.n > 1", {})).toBe("c");
    expect(await when("$result.n == null or $result.n > 1", {})).toBe("b");
  });

  test("a condition as a value is true or false", async () => {
    const nodes = {
      b: { callable: same, context: { inputs: { big: "$($ctx.n > 1)", any: "$($ctx.n)", text: "{{ not $ctx.n }}!" } } },
    };
    const { context } = await run("a >> b", { nodes, context: { n: 2 } });
    expect(context.payloads["b"]).toEqual({ big: true, any: true, text: "false!" });
  });
});

describe("a condition that throws", () => {
  const edges = ["a >> (b when $result > 1 | c otherwise)", "a >> d"];

  test("fails the node, whose result and outputs stay", async () => {
    const a = { context: { outputs: "$ctx.kept" } };
    const { context, error } = await run(edges, { a, value: "text" });
    expect(error).toMatchObject({ code: "run/condition", nodeId: "a" });
    expect(context.payloads).toEqual({ a: "text" });
    expect(context).toMatchObject({ kept: "text", failed_node_id: "a", failed_exception_type: "FlowError" });
    expect(context.steps.map(({ status }) => status)).toEqual(["start", "failed"]);
    expect(context.routing).toEqual({});
  });

  test("is not retried", async () => {
    let calls = 0;
    const a = { callable: () => `${++calls}`, policy: { retry: { max_attempts: 3 } } };
    const { error } = await run(edges, { a });
    expect([calls, error]).toMatchObject([1, { code: "run/condition" }]);
  });

  test("under continue, edges without a condition get the node's own input", async () => {
    const nodes = { z: () => "input" };
    const shape = { nodes, flow: { entry: "z" }, value: "text", a: { policy: { on_error: "continue" } } };
    const { context } = await run(["z >> a", ...edges], shape);
    expect(context.payloads).toEqual({ z: "input", a: "text", d: "input" });
    expect(context.errors).toMatchObject([{ node_id: "a", exception: "FlowError" }]);
    expect(context.routing).toEqual({});
  });

  test("under goto, the handler starts alone, and the stored result stays", async () => {
    const { context } = await run(edges, { value: "text", a: { policy: { on_error: { goto: "e" } } } });
    expect(Object.keys(context.payloads)).toEqual(["a", "e"]);
    expect(context.payloads["a"]).toBe("text");
  });

  test("a node that failed under continue takes none of its conditional edges", async () => {
    const fail = (): never => {
      throw new Error("no");
    };
    const a = { callable: fail, policy: { on_error: "continue" } };
    expect(await started(edges, { a })).toBe("d");
    expect((await run(edges, { a })).context.payloads).toEqual({ a: undefined, d: undefined });
  });
});

test("describe lists the conditions of each node", async () => {
  const made = await fromConfig({
    entry: "a",
    nodes: { a: same, b: same, c: same, d: same, e: same, f: same },
    edges: ["a >> (b when $result.x   >= 1 | (c & d) otherwise)", "a >> e when not $ctx.off", "a >> f", "b >> f"],
  });
  const nodes = made.describe().nodes.map(({ id, next, choices }) => ({ id, next, choices }));
  expect(nodes.slice(0, 2)).toEqual([
    {
      id: "a",
      next: ["b", "c", "d", "e", "f"],
      choices: [
        [
          { to: ["b"], reason: "when $result.x >= 1" },
          { to: ["c", "d"], reason: "otherwise" },
        ],
        [{ to: ["e"], reason: "when not $ctx.off" }],
      ],
    },
    { id: "b", next: ["f"], choices: undefined },
  ]);
  expect(made.describe().nodes.map((node) => "choices" in node)).toEqual([true, false, false, false, false, false]);
});
