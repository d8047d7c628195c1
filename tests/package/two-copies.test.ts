import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type * as runtime from "@flowc/runtime";
import type { FeatureName, FlowContext, NodeSpec, RunOptions } from "@flowc/runtime";
import { errorOf } from "../runtime/flows.js";
import { root } from "./install-package.js";

type Runtime = typeof runtime;
interface AnyFlow {
  call(input?: unknown): Promise<unknown>;
  describe(): unknown;
  run(context: object, input?: unknown, options?: RunOptions): Promise<FlowContext>;
}

/** The built runtime in a program that loads two versions of flowc: two files, and so two modules. */
const folder = mkdtempSync(path.join(tmpdir(), "flowc-copies-"));
let one: Runtime;
let other: Runtime;
beforeAll(async () => {
  const load = async (name: string): Promise<Runtime> => {
    const file = path.join(folder, `${name}.mjs`);
    copyFileSync(path.join(root, "runtime/dist/index.js"), file);
    return (await import(pathToFileURL(file).href)) as Runtime;
  };
  [one, other] = [await load("one"), await load("other")];
});
afterAll(() => rmSync(folder, { recursive: true }));

const same = (value: unknown): unknown => value;
const fork: NodeSpec[] = [
  { id: "a", call: same, next: ["b", "c"] },
  { id: "b", call: same, next: ["d"] },
  { id: "c", call: same, next: ["d"] },
];
const anything = { "~standard": { version: 1, vendor: "none", validate: (value: unknown) => ({ value }) } } as const;
const tables: Record<
  Exclude<FeatureName, "concurrencySupport" | "cycleSupport" | "limitSupport" | "undoSupport">,
  NodeSpec[]
> = {
  conditionSupport: [
    { id: "a", call: same, next: ["b"], choices: [[{ to: ["b"], reason: "when $result", when: Boolean }]] },
    { id: "b", call: same },
  ],
  gotoSupport: [
    { id: "a", call: same, policy: { onError: { goto: "b" } } },
    { id: "b", call: same },
  ],
  joinSupport: [...fork, { id: "d", call: same, joins: [["b"], ["c"]] }],
  loopSupport: [
    { id: "l", kind: "loop", body: "a" },
    { id: "a", call: same },
  ],
  policySupport: [{ id: "a", call: same, policy: { retry: { maxAttempts: 2 } } }],
  routerSupport: [
    { id: "a", kind: "router", call: () => "b", next: ["b"] },
    { id: "b", call: same },
  ],
  schemaSupport: [{ id: "a", call: same, result: anything }],
};
const cure = (feature: string): string => `needs \`${feature}\`: add it to \`uses\`, of the same copy of flowc`;

describe("features of another copy of flowc", () => {
  it.each(Object.entries(tables))("%s is refused when the flow is defined", async (feature, nodes) => {
    const entry = nodes[0]?.id ?? "";
    const define = (uses: Runtime["everyFeature"]): AnyFlow =>
      one.defineFlow<AnyFlow>({ name: "two", entry, nodes, uses });
    const error = await errorOf(() => define(other.everyFeature));
    expect(error).toBeInstanceOf(one.FlowError);
    const message: unknown = expect.stringContaining(cure(feature));
    expect(error).toMatchObject({ code: "define/uses", nodeId: expect.any(String) as string, message });
    const expected = await define(one.everyFeature).run({}, [1]);
    expect(expected.errors).toEqual([]);
    expect(await define([...one.everyFeature, ...other.everyFeature]).run({}, [1])).toEqual(expected);
  });

  it("concurrencySupport is refused by a run that needs it", async () => {
    const nodes: NodeSpec[] = [...fork, { id: "d", call: same }];
    const flow = one.defineFlow<AnyFlow>({ name: "two", entry: "a", nodes, uses: other.everyFeature });
    const error = await errorOf(() => flow.run({}, 1, { concurrency: 2 }));
    expect(error).toBeInstanceOf(one.FlowError);
    const message: unknown = expect.stringContaining(cure("concurrencySupport"));
    expect(error).toMatchObject({ code: "run/option", message });
  });

  it("routes of the other copy are routes", async () => {
    const nodes = [{ id: "a", kind: "router" as const, call: () => other.route("b", { payload: 2 }), next: ["b"] }];
    const spec = { name: "two", entry: "a", nodes: [...nodes, { id: "b", call: same }], uses: one.everyFeature };
    const { payloads } = await one.defineFlow<AnyFlow>(spec).run({}, 1);
    expect(payloads).toEqual({ a: { b: 2 }, b: 2 });
  });
});

describe("a flow of another copy of flowc, which a node runs", () => {
  it("has its events, keys, errors and aborts in the run around it", async () => {
    const keys: string[] = [];
    const fail = (_: unknown, __: unknown, meta: runtime.Meta): never => {
      keys.push(meta.key);
      throw new other.FlowError("run/own", "no");
    };
    const inner = other.defineFlow<AnyFlow>({
      name: "inner",
      entry: "f",
      nodes: [{ id: "f", call: fail }],
      output: "f",
    });
    const nodes: NodeSpec[] = [{ id: "sub", call: one.childFlow(inner) }];
    const outer = one.defineFlow<AnyFlow>({ name: "outer", entry: "sub", nodes });
    const events: runtime.FlowEvent[] = [];
    const context: Partial<FlowContext> = {};
    const onEvent = (event: runtime.FlowEvent): void => void events.push(event);
    const error = await errorOf(() => outer.run(context, 1, { id: "r", onEvent }));
    expect(error).toBeInstanceOf(other.FlowError);
    expect(error).toMatchObject({ nodeId: "f" });
    expect(keys).toEqual(["r/sub#1@1/f#1"]);
    expect(context.errors?.map(({ within, node_id }) => [within, node_id])).toEqual([
      [["sub#1@1"], "f"],
      [undefined, "sub"],
    ]);
    expect(events.map(({ type, within }) => [type, ...(within ?? [])].join(" "))).toEqual([
      "run",
      "start",
      "run sub#1@1",
      "start sub#1@1",
      "failed sub#1@1",
      "end sub#1@1",
      "failed",
      "end",
    ]);
  });
});
