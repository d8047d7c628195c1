import { describe, expect, test } from "vitest";
import {
  defineFlow,
  everyFeature,
  type FlowContext,
  type FlowSpec,
  type NodeSpec,
  type RunOptions,
  type Schema,
} from "@flowc/runtime";
import { errorOf } from "./flows.js";

interface AnyFlow {
  run(context?: unknown, input?: unknown, options?: RunOptions): Promise<FlowContext>;
  runSync(context?: unknown, input?: unknown, options?: RunOptions): FlowContext;
}

function flowOf(nodes: NodeSpec[], rest: Partial<FlowSpec> = {}): AnyFlow {
  return defineFlow<AnyFlow>({ name: "order", entry: "a", nodes, uses: everyFeature, ...rest });
}

type Answer = Awaited<ReturnType<Schema["~standard"]["validate"]>>;
const schema = (validate: (value: unknown) => Answer | Promise<Answer>): Schema => {
  return { "~standard": { version: 1, vendor: "tests", validate } };
};

/** Takes texts that are numbers, and makes numbers of them. */
const digits = (value: unknown): Answer =>
  typeof value === "string" && /^\d+$/u.test(value)
    ? { value: Number(value) }
    : { issues: [{ message: "expected digits", path: ["items", 2, { key: "unit price" }] }, { message: "no text" }] };
const sync = schema(digits);
const later = schema(async (value) => {
  await Promise.resolve();
  return digits(value);
});
const twice = { id: "a", call: (value: number) => value * 2 };
const message = (what: string): string =>
  `${what} does not fit its schema: \`items[2]["unit price"]\`: expected digits; no text`;

describe("input", () => {
  test.each([
    ["answers at once", sync],
    ["answers later", later],
  ])("a schema that %s: the entry gets its output", async (_, input) => {
    const flow = flowOf([twice], { schemas: { input } });
    expect((await flow.run({}, "21")).payloads).toEqual({ a: 42 });
    const context = {};
    const error = await errorOf(() => flow.run(context, true));
    expect(error).toMatchObject({ code: "run/invalid-input", message: message("The input of flow `order`") });
    expect(error).toMatchObject({ cause: [{ message: "expected digits" }, { message: "no text" }] });
    expect(context).toEqual({});
    expect((await flow.run(context, "1")).payloads).toEqual({ a: 2 });
  });

  test("under runSync, a schema that answers later is refused", async () => {
    expect(flowOf([twice], { schemas: { input: sync } }).runSync({}, "2").payloads).toEqual({ a: 4 });
    const error = await errorOf(() => flowOf([twice], { schemas: { input: later } }).runSync({}, "2"));
    expect(error).toMatchObject({ code: "run/async", message: expect.stringContaining("A schema answered") as string });
  });

  test("nothing starts before it has been checked, and an abort ends the wait", async () => {
    const never = schema(() => new Promise(() => undefined));
    const abort = new AbortController();
    const events: string[] = [];
    const flow = flowOf([twice], { schemas: { input: never } });
    const run = flow.run({}, "1", { signal: abort.signal, onEvent: ({ type }) => void events.push(type) });
    await Promise.resolve();
    expect(events).toEqual([]);
    abort.abort(new Error("enough"));
    await expect(run).rejects.toThrow("enough");
    expect(events).toEqual(["run", "end"]);
  });

  test("a listener hears the run and why it ended", () => {
    const events: unknown[] = [];
    const flow = flowOf([twice], { schemas: { input: sync } });
    expect(() => flow.runSync({}, 3, { onEvent: (event) => void events.push(event) })).toThrow("expected digits");
    expect(events).toMatchObject([
      { type: "run", input: 3 },
      { type: "end", error: { code: "run/invalid-input" } },
    ]);
  });

  test.each([1, 8])("at concurrency %i", async (concurrency) => {
    const nodes: NodeSpec[] = [
      { id: "a", call: twice.call, next: ["b", "c"] },
      { id: "b", call: twice.call },
      { id: "c", call: twice.call },
    ];
    const flow = flowOf(nodes, { schemas: { input: later }, concurrency });
    expect((await flow.run({}, "1")).payloads).toEqual({ a: 2, b: 4, c: 4 });
    expect(await errorOf(() => flow.run({}, 1))).toMatchObject({ code: "run/invalid-input" });
  });

  test("an error of the schema itself is thrown unchanged", async () => {
    const fault = new Error("broken");
    const throws = schema(() => {
      throw fault;
    });
    const rejects = schema(() => Promise.reject(fault));
    for (const input of [throws, rejects]) {
      expect(await errorOf(() => flowOf([twice], { schemas: { input } }).run({}, 1))).toBe(fault);
    }
  });
});

describe("context", () => {
  const tenant = schema((value) =>
    typeof value === "object" && value !== null && "tenant" in value
      ? { value: { tenant: String(value.tenant).trim() } }
      : { issues: [{ message: "required", path: ["tenant"] }] },
  );
  const node: NodeSpec = {
    id: "a",
    call: (value: string) => value,
    inputs: (context: { tenant: string }) => context.tenant,
  };

  test("what the caller brings is checked, without the records of runs, and gets the output's values", () => {
    const seen: unknown[] = [];
    const strict = schema((value) => {
      seen.push(value);
      return tenant["~standard"].validate(value);
    });
    const flow = flowOf([node], { schemas: { context: strict } });
    const context = { tenant: " acme " };
    expect(flow.runSync(context)).toMatchObject({ tenant: "acme", payloads: { a: "acme" } });
    flow.runSync(context);
    expect(seen).toEqual([{ tenant: " acme " }, { tenant: "acme" }]);
  });

  test("is checked before the input", async () => {
    const flow = flowOf([node], { schemas: { context: tenant, input: sync } });
    expect(await errorOf(() => flow.run({}, true))).toMatchObject({
      code: "run/invalid-input",
      message: "The context of flow `order` does not fit its schema: `tenant`: required",
    });
    expect(await errorOf(() => flow.run({ tenant: "x" }, true))).toMatchObject({
      message: message("The input of flow `order`"),
    });
  });
});

describe("result", () => {
  test.each([
    ["a function", "21", sync],
    ["an async function", Promise.resolve("21"), sync],
    ["a function, checked later", "21", later],
  ])("of %s: what the schema makes of it is the result", async (_, answer, result) => {
    const nodes: NodeSpec[] = [
      {
        id: "a",
        call: () => answer,
        result,
        writes: (context: { n?: unknown }, value) => void (context.n = value),
        next: ["b"],
      },
      { id: "b", ...{ call: twice.call } },
    ];
    expect(await flowOf(nodes).run()).toMatchObject({ n: 21, payloads: { a: 21, b: 42 } });
  });

  test("undefined passes the node's own input on, which must fit, too", async () => {
    const flow = flowOf([{ id: "a", call: () => undefined, result: sync }]);
    expect((await flow.run({}, "5")).payloads).toEqual({ a: 5 });
    expect(await errorOf(() => flow.run({}, {}))).toMatchObject({ code: "run/invalid-result", nodeId: "a" });
  });

  test("one that does not fit is a failure of the node: retried, and handled by its policy", async () => {
    let calls = 0;
    const call = (): unknown => (++calls < 3 ? calls : "7");
    const retried = flowOf([{ id: "a", call, result: sync, policy: { retry: { maxAttempts: 3 } } }]);
    expect((await retried.run()).payloads).toEqual({ a: 7 });
    expect(calls).toBe(3);
    const goesOn = flowOf([{ id: "a", call: () => 1, result: sync, policy: { onError: "continue" } }]);
    expect(goesOn.runSync({}, "in")).toMatchObject({
      payloads: { a: "in" },
      errors: [{ node_id: "a", exception: "FlowError", message: message("What node `a` returns") }],
    });
  });

  test("of a callable that is found in the context", async () => {
    const flow = flowOf([{ id: "a", callable: (context: { fn: unknown }) => context.fn, result: sync }]);
    expect((await flow.run({ fn: () => "3" })).payloads).toEqual({ a: 3 });
    expect(await errorOf(() => flow.run({ fn: () => 3 }))).toMatchObject({ code: "run/invalid-result" });
    expect(await errorOf(() => flow.run({ fn: 3 }))).toMatchObject({ code: "run/not-callable" });
  });

  test("a flow with an async function has no runSync", () => {
    expect(flowOf([{ id: "a", call: async () => Promise.resolve("1"), result: sync }])).not.toHaveProperty("runSync");
  });
});

test.each<[string, unknown, string]>([
  ["undefined", undefined, "undefined: is it exported where it is imported from?"],
  ["a class", class Order {}, "a function"],
  ["a number", 3, "a number"],
])("%s is no schema", async (_, value, found) => {
  const given = value as Schema;
  const define = (nodes: NodeSpec[], rest?: Partial<FlowSpec>) => errorOf(() => flowOf(nodes, rest));
  expect(await define([twice], { schemas: { input: given } })).toMatchObject({
    code: "define/not-a-schema",
    message: `The \`input\` of flow \`order\` must be a Standard Schema, it is ${found}`,
  });
  expect(await define([{ ...twice, result: given }])).toMatchObject({ code: "define/not-a-schema", nodeId: "a" });
});
