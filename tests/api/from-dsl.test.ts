import { describe, expect, expectTypeOf, test } from "vitest";
import { FlowCompileError, fromDsl } from "../../src/library/index.js";
import { type Node, route } from "../../runtime/index.js";

const one = (): number => 1;
const seed = (input: { readonly count: number }) => ({ n: input.count });
const double = ({ n }: { readonly n: number }): number => n * 2;
const slow = async ({ n }: { readonly n: number }): Promise<string> => Promise.resolve(`slow ${n}`);
const join = (parents: { readonly double: number; readonly square: number }): string =>
  `${parents.double} and ${parents.square}`;

describe("fromDsl runs", () => {
  test("functions as nodes", () => {
    const flow = fromDsl({ nodes: { seed, double }, entry: "seed", edges: ["seed >> double"] });
    const context = flow.runSync({}, { count: 3 });
    expect(context.payloads).toEqual({ seed: { n: 3 }, double: 6 });
    expectTypeOf(context.payloads.double).toEqualTypeOf<number | undefined>();
    expectTypeOf(context.payloads.seed).toEqualTypeOf<{ n: number } | undefined>();
  });

  test("pairs for edges, and joins", () => {
    const square = ({ n }: { readonly n: number }): number => n * n;
    const flow = fromDsl({
      nodes: { seed, double, square, join },
      entry: "seed",
      edges: [
        ["seed", "double"],
        ["seed", "square"],
        ["double", "join"],
        ["square", "join"],
      ],
    });
    expect(flow.runSync({}, { count: 3 }).payloads.join).toBe("6 and 9");
  });

  test("node objects, with inputs and outputs", () => {
    const flow = fromDsl({
      nodes: {
        seed: { callable: seed, context: { outputs: { n: "$ctx.data.n" } }, describe: { summary: "Begins." } },
        text: { callable: (text: string) => text.toUpperCase(), context: { inputs: "n is {{ $ctx.data.n }}" } },
      },
      entry: "seed",
      edges: ["seed >> text"],
    });
    const context = flow.runSync({}, { count: 4 });
    expect(context).toMatchObject({ data: { n: 4 }, payloads: { text: "N IS 4" } });
    expectTypeOf(context.payloads.text).toEqualTypeOf<string | undefined>();
  });

  test("routers, and the merge after them", () => {
    const flow = fromDsl({
      nodes: {
        pick: { type: "RoutingNode", routing_rule: (n: number) => (n > 1 ? route("big") : route("small")) },
        big: (n: number) => `big ${n}`,
        small: (n: number) => `small ${n}`,
        last: (text: string) => `${text}!`,
      },
      entry: "pick",
      edges: ["pick >> (big | small)", "(big | small) >> last"],
    });
    expect(flow.runSync({}, 1).payloads.last).toBe("small 1!");
    expect(flow.runSync({}, 2).payloads.last).toBe("big 2!");
  });

  test("loops", () => {
    const flow = fromDsl({
      nodes: {
        each: { type: "LoopNode", body_route: "double", done_route: "sum", items_key: "list" },
        double: (n: number) => n * 2,
        sum: (all: readonly number[]) => all.reduce((one, other) => one + other, 0),
      },
      entry: "each",
      edges: ["each >> (double | sum)"],
    });
    expect(flow.runSync({}, { list: [1, 2, 3] }).payloads.sum).toBe(12);
  });

  test("classes, with their configuration", () => {
    class Adds implements Node<number, number> {
      private readonly by: number;
      constructor({ config }: { readonly config: { readonly by: number } }) {
        this.by = config.by;
      }
      run(payload: number): number {
        return payload + this.by;
      }
    }
    const flow = fromDsl({ nodes: { add: { type: Adds, config: { by: 5 } } }, entry: "add" });
    const context = flow.runSync({}, 1);
    expect(context.payloads.add).toBe(6);
    expectTypeOf(context.payloads.add).toEqualTypeOf<number | undefined>();
  });

  test("callables in the context, which may be async", async () => {
    const flow = fromDsl({ nodes: { a: { callable: "$ctx.handlers.a" } }, entry: "a" });
    expect((await flow.run({ handlers: { a: (x: unknown) => [x] } }, 1)).payloads.a).toEqual([1]);
  });

  test("callables that return promises, without runSync", async () => {
    const flow = fromDsl({ nodes: { seed, slow }, entry: "seed", edges: ["seed >> slow"] });
    // @ts-expect-error A callable returns a promise.
    const runSync: unknown = flow.runSync;
    expect(runSync).toBeUndefined();
    const context = await flow.run({}, { count: 1 });
    expectTypeOf(context.payloads.slow).toEqualTypeOf<string | undefined>();
    expect(context.payloads.slow).toBe("slow 1");
  });

  test("a flow twice concurrently", async () => {
    const flow = fromDsl({ nodes: { seed, slow }, entry: "seed", edges: ["seed >> slow"] });
    const [one, two] = await Promise.all([flow.run({}, { count: 1 }), flow.run({}, { count: 2 })]);
    expect([one.payloads.slow, two.payloads.slow]).toEqual(["slow 1", "slow 2"]);
  });
});

test("fromDsl types", () => {
  const flow = fromDsl({ nodes: { seed, double }, entry: "seed", edges: ["seed >> double"] });
  const wrong = (): void => {
    // @ts-expect-error The input must be the entry's parameter.
    flow.runSync({}, { count: "3" });
    // @ts-expect-error The input is required.
    flow.runSync({});
    // @ts-expect-error The entry must be a node.
    fromDsl({ nodes: { seed }, entry: "sed" });
    // @ts-expect-error Pairs must name nodes.
    fromDsl({ nodes: { seed, double }, entry: "seed", edges: [["seed", "dubble"]] });
    // @ts-expect-error Keys must be known.
    fromDsl({ nodes: { seed: { callabel: seed } }, entry: "seed" });
    // @ts-expect-error References to modules are for fromConfig.
    fromDsl({ nodes: { seed: { callable: "./ops.ts#seed" } }, entry: "seed" });
    // @ts-expect-error There is no such node.
    void flow.runSync({}, { count: 1 }).payloads.tripple;
  };
  expect(wrong).toBeTypeOf("function");
});

describe("fromDsl refuses", () => {
  const faults = (make: () => unknown): string[] => {
    try {
      make();
    } catch (error) {
      expect(error).toBeInstanceOf(FlowCompileError);
      if (!(error instanceof FlowCompileError)) throw error;
      for (const { code, message } of error.diagnostics) expect(error.message).toContain(`[${code}]: ${message}`);
      return error.diagnostics.map(({ code, span }) => `${code} ${span.start.line}:${span.start.column}`);
    }
    return [];
  };

  test("an edge that points left, at its character", () => {
    expect(faults(() => fromDsl({ nodes: { seed, double }, entry: "seed", edges: ["double << seed"] }))).toEqual([
      "edge/left-arrow 9:13",
    ]);
  });

  test("an unknown node", () => {
    expect(faults(() => fromDsl({ nodes: { seed }, entry: "seed", edges: ["seed >> sead"] }))).toEqual([
      "edge/unknown-node 8:14",
    ]);
  });

  test.each([
    ["a class as a callable", { nodes: { a: class {} }, entry: "a" }, "callable/not-a-function"],
    ["a function as a class", { nodes: { a: { type: one } }, entry: "a" }, "flow/wrong-kind"],
    ["a function among data", { nodes: { a: { callable: one, describe: { f: one } } }, entry: "a" }, "flow/wrong-kind"],
    [
      "a function among inputs",
      { nodes: { a: { callable: one, context: { inputs: [one] } } }, entry: "a" },
      "flow/wrong-kind",
    ],
    ["a module", { nodes: { a: { callable: "./ops.ts#a" } }, entry: "a" }, "callable/missing-module"],
    ["a number", { nodes: { a: 1 }, entry: "a" }, "flow/wrong-kind"],
    ["a date", { nodes: { a: { callable: one, describe: { on: new Date(0) } } }, entry: "a" }, "value/not-data"],
    ["an unknown key", { nodes: { a: one }, entry: "a", start: "a" }, "flow/unknown-key"],
  ])("%s", (_name, dsl, code) => {
    // What a program without types could pass.
    const untyped = fromDsl as (dsl: unknown) => unknown;
    expect(faults(() => untyped(dsl)).map((fault) => fault.split(" ")[0])).toEqual([code]);
  });

  test("a flow that contains itself", () => {
    const describe: Record<string, unknown> = {};
    describe["self"] = describe;
    expect(faults(() => fromDsl({ nodes: { a: { callable: seed, describe } }, entry: "a" }))).toHaveLength(1);
  });
});
