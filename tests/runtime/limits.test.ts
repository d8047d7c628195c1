import { describe, expect, it } from "vitest";
import { compileFlow } from "../../compiler/compile.js";
import { linkFlow } from "../../compiler/link/link-flow.js";
import { defineFlow, type FlowContext } from "../../runtime/index.js";
import { openHost } from "../open-host.js";
import { wideFlows } from "../wide-flows.js";
import { flow, node, router, same } from "./flows.js";

const ids = (count: number): string[] => Array.from({ length: count }, (_, at) => `n${at}`);

type Call = (n: number) => unknown;
const chainOf = (call: Call) => {
  const all = ids(10_000);
  return flow(all.map((id, at) => node(id, call, all.slice(at + 1, at + 2))));
};
const joinOf = (call: Call) => {
  const parents = ids(10_000);
  const all = parents.map((id) => node(id, call, ["j"]));
  return flow([node("s", same, parents), ...all, node("j", same, [], { joins: parents.map((id) => [id]) })]);
};
const loopOf = (call: Call) =>
  flow([
    { id: "l", kind: "loop" as const, body: "b", done: "d", collect: "b" },
    node("b", call),
    node("d", (all: number[]) => [all.length, all[0], all.at(-1)]),
  ]);
const million = Array.from({ length: 1_000_000 }, (_, at) => at);

/** Time per node is the same at all sizes, and no size overflows the stack. `bench/runtime` measures the time. */
describe.each<[string, Call]>([
  ["sync", (n) => n + 1],
  ["async", async (n) => n + 1],
])("limits of %s callables", (kind, call) => {
  it.each([1, Infinity])("a chain of 10,000 nodes, at concurrency %d", async (concurrency) => {
    const { payloads, steps } = await chainOf(call).run({}, 0, { concurrency });
    expect([payloads["n9999"], steps.length]).toEqual([10_000, 20_000]);
  });

  it.each([1, Infinity])("a join of 10,000 parents, at concurrency %d", async (concurrency) => {
    const { payloads, steps } = await joinOf(call).run({}, 1, { concurrency });
    expect(Object.keys(payloads["j"] as object)).toEqual(ids(10_000).sort());
    expect(new Set(Object.values(payloads["j"] as object))).toEqual(new Set([2]));
    expect(steps).toHaveLength(20_004);
  });

  // A million async callables at once are a million promises: six seconds for a test.
  it.each([1, kind === "sync" ? Infinity : 16])("1,000,000 items, at concurrency %d", async (concurrency) => {
    const { payloads, steps } = await loopOf(call).run({}, million, { concurrency, steps: "off" });
    expect(payloads["d"]).toEqual([1_000_000, 1, 1_000_000]);
    expect(steps).toEqual([]);
  });

  it.each([1, Infinity])("1,000 runs of one flow at once, at concurrency %d", async (concurrency) => {
    const shared = loopOf(call);
    const runs = ids(1_000).map((_, at) => shared.run({}, [at, at + 1], { concurrency, steps: "off" }));
    const results = (await Promise.all(runs)).map(({ payloads }) => payloads["d"]);
    expect(results).toEqual(ids(1_000).map((_, at) => [2, at + 1, at + 2]));
  });
});

describe("limits", () => {
  it("runs synchronously over a chain of 10,000 nodes, 10,000 parents and 1,000,000 items, and keeps all steps", () => {
    expect(chainOf((n) => n + 1).runSync({}, 0).payloads["n9999"]).toBe(10_000);
    expect(Object.keys(joinOf((n) => n + 1).runSync({}, 0).payloads["j"] as object)).toHaveLength(10_000);
    expect(loopOf((n) => n + 1).runSync({}, million).steps).toHaveLength(4_000_002);
  });

  it("starts 100,000 items at once", async () => {
    const options = { concurrency: Infinity, steps: "off" as const };
    const { payloads } = await loopOf(async (n) => n + 1).run({}, million.slice(0, 100_000), options);
    expect(payloads["d"]).toEqual([100_000, 1, 100_000]);
  });

  it("queues as many arrivals for one group of a join without slowing down", () => {
    let joined = 0;
    const nodes = [
      node("s", same, ["many", "late"]),
      node("many", () => Array.from({ length: 200_000 }, () => "x"), ["fan"]),
      router("fan", same, ["x"]),
      node("x", same, ["j"]),
      node("late", same, ["later"]),
      node("later", same, ["y"]),
      node("y", same, ["j"]),
      node("j", () => (joined += 1), [], { joins: [["x"], ["y"]] }),
    ];
    flow(nodes).runSync({});
    expect(joined).toBe(1);
  });

  it("takes 100,000 passes of a cycle", () => {
    const nodes = [
      node("h", (n: number) => n + 1, ["a", "b"]),
      node("a", same, ["j"]),
      node("b", same, ["j"]),
      router("j", ({ a }: { a: number }) => (a < 100_000 ? { h: a } : null), ["h"], { joins: [["a"], ["b"]] }),
    ];
    const context = flow(nodes, { cycles: [{ header: "h", members: ["h", "a", "b", "j"] }] }).runSync({}, 0);
    expect(context.payloads["h"]).toBe(100_000);
  });
});

interface WideFlow {
  runSync(context: object, input: number): FlowContext;
}

/** What the flow file of a shape leaves after its run. `seed` calls `seed`, all other nodes add one to its result. */
function runFile(kind: string, seed: () => unknown): { readonly context: FlowContext; readonly module: string } {
  const text = wideFlows[kind]?.(10_000) ?? "";
  const { plan, module } = compileFlow({ path: "wide.flow.yaml", text }, openHost);
  if (plan === undefined || module === undefined) throw new Error(`${kind} does not compile`);
  const add = (payload: unknown): unknown => (typeof payload === "number" ? payload + 1 : payload);
  let called = 0;
  const spec = linkFlow(plan, () => (called++ === 0 ? seed : add));
  const flowOfFile: WideFlow = defineFlow(spec);
  return { context: flowOfFile.runSync({}, 0), module: module.text };
}

describe("a flow file", () => {
  it("joins 10,000 parents", () => {
    const { context, module } = runFile("a fan and a join", () => 1);
    expect(Object.keys(context.payloads["end"] as object)).toEqual(ids(10_000).sort());
    expect(new Set(Object.values(context.payloads["end"] as object))).toEqual(new Set([2]));
    expect(module.length).toBeLessThan(4_000_000);
  });

  it("chooses one of 10,000 targets", () => {
    const { context } = runFile("a router and a merge", () => ({ n9999: 1 }));
    expect([context.payloads["n9999"], context.payloads["end"], context.payloads["n0"]]).toEqual([2, 3, undefined]);
  });

  it("runs a chain of 10,000 nodes", () => {
    expect(runFile("a chain", () => 0).context.payloads["end"]).toBe(10_001);
  });
});
