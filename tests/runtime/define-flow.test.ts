import { describe, expect, it } from "vitest";
import { defineFlow, everyFeature, FlowError, type FlowSpec, type NodeSpec } from "@flowc/runtime";
import { errorOf, flow, node, same } from "./flows.js";

const define = (nodes: readonly unknown[], more: Partial<FlowSpec> = {}): Promise<unknown> =>
  errorOf(() => flow(nodes as NodeSpec[], more));

describe("defineFlow", () => {
  it.each<[string, readonly unknown[], Partial<FlowSpec>, string, string]>([
    [
      "an entry that is not a node",
      [node("a", same)],
      { entry: "b" },
      "unknown-node",
      "starts with `b`, which is no node",
    ],
    ["no nodes", [], {}, "unknown-node", "starts with ``"],
    [
      "a successor that is not a node",
      [node("a", same, ["b"])],
      {},
      "unknown-node",
      "Node `a` of flow `test`: it names `b`",
    ],
    ["a body that is not a node", [{ id: "a", kind: "loop", body: "b" }], {}, "unknown-node", "it names `b`"],
    [
      "a goto that is not a node",
      [node("a", same, [], { policy: { onError: { goto: "b" } } })],
      {},
      "unknown-node",
      "`b`",
    ],
    ["a goto of the flow", [node("a", same)], { policy: { onError: { goto: "b" } } }, "unknown-node", "`b`"],
    [
      "a cycle with an unknown node",
      [node("a", same)],
      { cycles: [{ header: "a", members: ["b"] }] },
      "unknown-node",
      "`b`",
    ],
    ["two nodes with the same id", [node("a", same), node("a", same)], {}, "duplicate-node", "Node `a`"],
    ["an empty id", [node("", same)], {}, "node-id", "not empty"],
    ["`__proto__`", [node("__proto__", same)], {}, "node-id", "refused"],
    [
      "a missing callable",
      [{ id: "a", call: undefined }],
      {},
      "not-callable",
      "its `call` must be a function, it is undefined",
    ],
    ["a callable that is not a function", [{ id: "a", call: 5 }], {}, "not-callable", "it is a number"],
    ["a callable that is an object", [{ id: "a", call: {} }], {}, "not-callable", "it is an object"],
    ["a missing class", [{ id: "a", node: undefined }], {}, "not-callable", "its `node` must be a class"],
    ["a class without a method run", [{ id: "a", node: class {} }], {}, "not-callable", "no method `run`"],
    [
      "a parent without an edge",
      [node("a", same), node("b", same, [], { joins: [["a"], ["b"]] })],
      {},
      "join",
      "no edge",
    ],
    [
      "an edge that is not in the groups of a join",
      [
        node("a", same, ["b", "c", "d"]),
        node("b", same, ["d"]),
        node("c", same, ["d"]),
        node("d", same, [], { joins: [["b"], ["c"]] }),
      ],
      {},
      "join",
      "`a`, which leads to it, is in none of its groups",
    ],
    ["a parent twice", [node("a", same, ["b"]), node("b", same, [], { joins: [["a"], ["a"]] })], {}, "join", "twice"],
    ["an empty group", [node("a", same, ["b"]), node("b", same, [], { joins: [["a"], []] })], {}, "join", "empty"],
    [
      "a cycle that is entered at another node than its header",
      [node("a", same, ["b", "c"]), node("b", same, ["c"]), node("c", same, ["b"])],
      { cycles: [{ header: "b", members: ["b", "c"] }] },
      "cycle",
      "`a >> c` that enters the cycle of `b` past its header",
    ],
    [
      "an entry inside a cycle",
      [node("a", same, ["b"]), node("b", same, ["a"])],
      { cycles: [{ header: "b", members: ["a"] }] },
      "cycle",
      "starts inside",
    ],
    [
      "an edge into an inner cycle that does not enter the header of the outer one",
      [node("s", same, ["a", "b"]), node("a", same, ["b"]), node("b", same, ["c"]), node("c", same, ["b", "a"])],
      {
        cycles: [
          { header: "a", members: ["a", "b"] },
          { header: "b", members: ["b", "c"] },
        ],
      },
      "cycle",
      "`s >> b` that enters the cycle of `a` past its header",
    ],
    [
      "cycles that overlap",
      [node("a", same, ["x", "b"]), node("b", same, ["x"]), node("x", same, ["a", "b"])],
      {
        cycles: [
          { header: "a", members: ["a", "x"] },
          { header: "b", members: ["b", "x"] },
        ],
      },
      "cycle",
      "cycles `a` and `b` that share `x`, but neither is inside the other",
    ],
    ["concurrency 0", [node("a", same)], { concurrency: 0 }, "limit", "`concurrency`"],
    ["no attempt", [node("a", same, [], { policy: { retry: { maxAttempts: 0 } } })], {}, "policy", "`maxAttempts`"],
    ["an invalid timeout", [node("a", same, [], { policy: { timeout: NaN } })], {}, "policy", "`timeout`"],
    ["jitter 2", [node("a", same, [], { policy: { retry: { maxAttempts: 1, jitter: 2 } } })], {}, "policy", "`jitter`"],
    ["an unknown onError", [node("a", same)], { policy: { onError: "ignore" as "stop" } }, "policy", "`onError`"],
  ])("rejects %s", async (_, nodes, more, code, words) => {
    const error = await define(nodes, more);
    expect(error).toBeInstanceOf(FlowError);
    expect(error).toMatchObject({ code: `define/${code}` });
    expect(String(error)).toContain(words);
  });

  it("names the node and its place", async () => {
    expect(await define([{ id: "a", at: "3:7", call: undefined }])).toMatchObject({
      nodeId: "a",
      at: "test.flow.yaml:3:7",
    });
  });

  it("lets an error of a constructor through unchanged", async () => {
    const error = new Error("mine");
    class Broken {
      constructor() {
        throw error;
      }
      run(): void {}
    }
    expect(await define([{ id: "a", node: Broken }])).toBe(error);
  });

  it("describes the flow as plain data", () => {
    const spec: FlowSpec = {
      name: "orders",
      source: "orders.flow.yaml",
      description: "Orders.",
      entry: "each",
      uses: everyFeature,
      nodes: [
        { id: "each", kind: "loop", body: "price", done: "sum", collect: "price", at: "3:3" },
        { id: "price", name: "Price it", call: same, describe: { summary: "prices" }, at: "4:3" },
        { id: "sum", kind: "router", call: same, next: ["a", "b"] },
        { id: "a", call: same, next: ["c"] },
        { id: "b", call: same, next: ["c"] },
        { id: "c", call: same, joins: [["a"], ["b"]] },
      ],
    };
    const described = defineFlow<{ describe(): unknown; name: string }>(spec);
    const plain = { describe: undefined, at: undefined, joins: [] };
    expect(described.name).toBe("orders");
    expect(described.describe()).toEqual({
      name: "orders",
      description: "Orders.",
      source: "orders.flow.yaml",
      entry: "each",
      nodes: [
        { ...plain, id: "each", name: "each", kind: "loop", next: ["price", "sum"], at: "orders.flow.yaml:3:3" },
        {
          ...plain,
          id: "price",
          name: "Price it",
          kind: "function",
          next: [],
          describe: { summary: "prices" },
          at: "orders.flow.yaml:4:3",
        },
        { ...plain, id: "sum", name: "sum", kind: "router", next: ["a", "b"] },
        { ...plain, id: "a", name: "a", kind: "function", next: ["c"] },
        { ...plain, id: "b", name: "b", kind: "function", next: ["c"] },
        { ...plain, id: "c", name: "c", kind: "function", next: [], joins: [["a"], ["b"]] },
      ],
    });
    expect(JSON.parse(JSON.stringify(described.describe()))).toBeTypeOf("object");
  });

  const needs = (what: string, feature: string): string =>
    `${what} needs \`${feature}\`: add it to \`uses\`, of the same copy of flowc`;

  it.each<[string, readonly NodeSpec[], string]>([
    ["loopSupport", [{ id: "a", kind: "loop", body: "b" }, node("b", same)], "Node `a`"],
    ["routerSupport", [node("a", same, ["b"], { kind: "router" }), node("b", same)], "Node `a`"],
    [
      "conditionSupport",
      [node("a", same, ["b"], { choices: [[{ to: ["b"], reason: "when $result" }]] }), node("b", same)],
      "Node `a`",
    ],
    [
      "joinSupport",
      [node("a", same, ["b", "c"]), node("b", same, ["c"]), node("c", same, [], { joins: [["a"], ["b"]] })],
      "Node `c`",
    ],
    ["gotoSupport", [node("a", same, [], { policy: { onError: { goto: "b" } } }), node("b", same)], "Node `a`"],
    ["policySupport", [node("a", same, [], { policy: { timeout: 5 } })], "Node `a`"],
  ])("reports that a table needs %s", async (feature, nodes, what) => {
    const error = await define(nodes, { uses: [] });
    expect(error).toBeInstanceOf(FlowError);
    expect(error).toMatchObject({ code: "define/uses", message: needs(what, feature) });
    expect(() => flow(nodes)).not.toThrow();
  });

  it("reports that a run needs concurrencySupport, if several nodes could run at once", async () => {
    const wide = flow([node("a", same, ["b", "c"]), node("b", same), node("c", same)], { uses: [] });
    const error = await errorOf(() => wide.run({}, 1, { concurrency: 2 }));
    expect(error).toMatchObject({ code: "run/option" });
    expect((error as Error).message).toBe(needs("Flow `test`", "concurrencySupport"));
    expect((await wide.run({}, 1)).payloads).toEqual({ a: 1, b: 1, c: 1 });
    const narrow = flow([node("a", same, ["b"]), node("b", same)], { uses: [] });
    expect((await narrow.run({}, 1, { concurrency: 2 })).payloads).toEqual({ a: 1, b: 1 });
  });
});
