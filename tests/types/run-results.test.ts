import { expect, test } from "vitest";
import { compileProofs, proved, type ProvedCase, strict } from "./compile-proofs.js";

const cases: readonly ProvedCase[] = [
  proved("a diamond, a router, and a node that continues", {
    flow: `name: order
entry: seed
nodes:
  seed: { callable: ops.seed }
  geo: { callable: ops.geo }
  risk: { callable: ops.risk }
  merge: { callable: ops.merge, context: { outputs: $ctx.profile } }
  gate: { type: RoutingNode, callable: ops.gate }
  yes: { callable: ops.yes }
  no: { callable: ops.no }
  flaky: { callable: ops.flaky, policy: { on_error: continue } }
  risky: { callable: ops.flaky, policy: { on_error: { goto: help } } }
  help: { callable: ops.no }
edges:
  - seed >> (geo | risk)
  - (geo & risk) >> merge
  - merge >> (gate & flaky & risky)
  - gate >> (yes | no)
`,
    ops: `import type { Route } from "@flowc/runtime";
export declare function seed(x: { ip: string }): { ip: string; n: number };
export declare function geo(x: { ip: string }): Promise<{ country: string }>;
export declare function risk(x: { ip: string }): { score: number } | undefined;
export declare function merge(x: unknown): string;
export declare function gate(x: string): Route<"yes", { y: 1 }> | Route<"no", string>;
export declare function yes(x: { y: 1 }): "y";
export declare function no(x: unknown): 0;
export declare function flaky(x: string): number;
`,
    proof: `import order, { type OrderContext, type OrderNodes, type OrderResult } from "./case.flow.js";
const left = await order.run({}, { ip: "::1" });
exactly<OrderResult>()(left, true);
exactly<{ country: string }>()(left.payloads.geo, true);
exactly<{ score: number } | { ip: string; n: number }>()(left.payloads.risk, true);
exactly<string>()(left.payloads.merge, true);
exactly<number | string>()(left.payloads.flaky, true);
exactly<number | undefined>()(left.payloads.risky, true);
exactly<"y" | undefined>()(left.payloads.yes, true);
exactly<0 | undefined>()(left.payloads.help, true);
exactly<{ y: 1 } | undefined>()(left.payloads.gate.yes, true);
exactly<string>()(left.profile, true);
exactly<unknown>()(left.payloads["other"], true);
const context: OrderContext = left;
exactly<unknown>()(context.payloads["geo"], true);
holds<Same<OrderNodes["geo"]["payload"], { ip: string; n: number }>>(true);
holds<Same<OrderNodes["geo"]["result"], { country: string }>>(true);
holds<Same<OrderNodes["yes"], { payload: { y: 1 }; result: "y" }>>(true);
holds<Same<keyof OrderNodes, "seed" | "geo" | "risk" | "merge" | "gate" | "yes" | "no" | "flaky" | "risky" | "help">>(true);
compiles(
  // @ts-expect-error \`yes\` need not run
  left.payloads.yes.length,
  // @ts-expect-error there is no such property
  left.payloads.geo.contry,
);
`,
  }),
  proved("results that are mappings of successors", {
    flow: `name: short
entry: start
nodes:
  start: { callable: ops.start }
  maybe: { callable: ops.maybe }
  last: { callable: ops.any }
  after: { callable: ops.any }
  split: { callable: ops.split }
  geo: { callable: ops.any }
  risk: { callable: ops.any }
  open: { callable: ops.open }
  bye: { callable: ops.any }
  list: { callable: ops.list }
  end: { callable: ops.any }
edges:
  - start >> (maybe & split & open & list)
  - maybe >> last >> after
  - split >> (geo & risk)
  - open >> bye
  - list >> end
`,
    ops: `export declare function start(x?: { a: number }): number;
export declare function maybe(x: number): { last?: string };
export declare function any(x: unknown): "any";
export declare function split(x: number): { geo: string; risk: number };
export declare function open(x: number): { tag?: string };
export declare function list(x: number): readonly { tag?: string }[];
`,
    proof: `import short from "./case.flow.js";
const { payloads } = short.runSync();
compiles(short.runSync({}), short.runSync({}, { a: 1 }), short.run({}, undefined, { concurrency: 2 }));
exactly<number>()(payloads.start, true);
// The mapping may be empty.
exactly<{ last?: string }>()(payloads.maybe, true);
exactly<"any" | undefined>()(payloads.last, true);
exactly<"any" | undefined>()(payloads.after, true);
exactly<"any">()(payloads.geo, true);
exactly<"any">()(payloads.risk, true);
// An empty object would be a mapping.
exactly<"any" | undefined>()(payloads.bye, true);
exactly<"any">()(payloads.end, true);
`,
  }),
  proved("loops, conditions and classes", {
    flow: `name: loops
entry: list
nodes:
  list: { callable: ops.list }
  each: { type: LoopNode, body_route: body, done_route: sum }
  body: { type: ops.Body }
  sum: { callable: ops.sum }
  high: { callable: ops.text }
  low: { callable: ops.text }
  always: { callable: ops.text }
edges:
  - list >> each
  - each >> body
  - each >> sum
  - sum >> (high when $result > 10 | low otherwise)
  - sum >> always
`,
    ops: `import type { Node } from "@flowc/runtime";
export declare function list(): string[];
export declare class Body implements Node<string, number> { run(x: string): number; }
export declare function sum(x: number[]): number;
export declare function text(x: number): string;
`,
    proof: `import loops, { type LoopsNodes } from "./case.flow.js";
const { payloads } = loops.runSync();
exactly<Record<string, unknown>>()(payloads.each, true);
exactly<number | undefined>()(payloads.body, true);
exactly<number>()(payloads.sum, true);
exactly<string | undefined>()(payloads.high, true);
exactly<string>()(payloads.always, true);
holds<Same<LoopsNodes["body"]["payload"], string>>(true);
holds<Same<LoopsNodes["sum"]["payload"], number[]>>(true);
`,
  }),
  proved("a cycle", {
    flow: `name: cycle
entry: brief
nodes:
  brief: { callable: ops.brief }
  draft: { callable: ops.draft }
  review: { type: RoutingNode, callable: ops.review }
  done: { callable: ops.done }
edges:
  - brief >> draft >> review
  - review >> (draft | done)
`,
    ops: `import type { Route } from "@flowc/runtime";
export declare function brief(x: string): { topic: string };
export declare function draft(x: { topic: string } | { wrong: string }): { text: string };
export declare function review(x: { text: string }): Route<"draft", { wrong: string }> | Route<"done">;
export declare function done(x: unknown): void;
`,
    proof: `import cycle, { type CycleNodes } from "./case.flow.js";
const { payloads } = cycle.runSync({}, "x");
holds<Same<CycleNodes["draft"]["payload"], { topic: string } | { wrong: string }>>(true);
holds<Same<CycleNodes["review"]["payload"], { text: string }>>(true);
exactly<{ text: string }>()(payloads.draft, true);
exactly<{ wrong: string } | undefined>()(payloads.review.draft, true);
`,
  }),
  proved("a cycle whose first node passes on what comes back", {
    flow: `name: pass
entry: brief
nodes:
  brief: { callable: ops.brief }
  log: { callable: ops.log }
  next: { callable: ops.log }
  review: { type: RoutingNode, callable: ops.review }
  done: { callable: ops.done }
edges:
  - brief >> log >> next >> review
  - review >> (log | done)
`,
    ops: `import type { Route } from "@flowc/runtime";
export declare function brief(x: string): { topic: string };
export declare function log(x: unknown): void;
export declare function review(x: unknown): Route<"log", "again"> | Route<"done", 1>;
export declare function done(x: 1): string;
`,
    proof: `import pass, { type PassNodes } from "./case.flow.js";
const { payloads } = pass.runSync({}, "x");
// "again" goes through both.
holds<Same<PassNodes["log"]["payload"], { topic: string } | "again">>(true);
exactly<{ topic: string } | "again">()(payloads.log, true);
exactly<{ topic: string } | "again">()(payloads.next, true);
exactly<string | undefined>()(payloads.done, true);
`,
  }),
  proved("callables that are found when the flow runs, or are generic", {
    flow: `name: found
entry: start
nodes:
  start: { callable: ops.start }
  rule: { type: RoutingNode, callable: $ctx.rule }
  text: { callable: ops.text }
  same: { callable: ops.pass }
  found: { callable: $ctx.find }
  after: { callable: ops.text }
  generic: { callable: ops.generic }
edges:
  - start >> rule >> (text | same)
  - start >> found >> after
  - start >> generic
`,
    ops: `export declare function start(x: { a: number } | undefined): number;
export declare function text(x: unknown): string;
export declare function pass(x: unknown): void;
export declare function generic<T>(x: T): T;
`,
    proof: `import type { FoundNodes, FoundResult } from "./case.flow.js";
declare const payloads: FoundResult["payloads"];
exactly<number>()(payloads.start, true);
exactly<unknown>()(payloads.rule.text, true);
exactly<string | undefined>()(payloads.text, true);
exactly<unknown>()(payloads.same, true);
holds<Same<FoundNodes["text"]["payload"], unknown>>(true);
exactly<unknown>()(payloads.found, true);
// What \`found\` returns may be an empty mapping.
exactly<string | undefined>()(payloads.after, true);
`,
  }),
  proved("schemas", {
    flow: `name: checked
entry: parse
input: ops.Raw
nodes:
  parse: { callable: ops.parse, result: ops.Parsed }
edges: []
`,
    ops: `interface Schema<I, O> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => { readonly value: O } | { readonly issues: readonly { readonly message: string }[] };
    readonly types?: { readonly input: I; readonly output: O };
  };
}
export declare const Raw: Schema<string, Date>;
export declare const Parsed: Schema<{ at: Date }, { at: number }>;
export declare function parse(x: Date): { at: Date };
`,
    proof: `import checked, { type CheckedNodes } from "./case.flow.js";
exactly<{ at: number }>()(checked.runSync({}, "2026-01-01").payloads.parse, true);
holds<Same<CheckedNodes["parse"]["payload"], Date>>(true);
`,
  }),
];

test.each([
  ["typescript-5", strict],
  ["typescript", strict],
  ["typescript-7", strict],
])(
  "%s: what a run gives has the types of the nodes",
  async (version, options) => {
    const { outputs, checked } = await compileProofs(cases, [[version, options]]);
    expect(outputs).toEqual([""]);
    for (const { name } of cases) {
      const errors = checked.get(name)?.check.filter((text) => text.startsWith("error"));
      expect(errors, name).toEqual([]);
    }
  },
  120_000,
);

test("without strict checks the modules compile too, and results are typed", async () => {
  const [first] = cases;
  const proof = `import order from "./case.flow.js";
order.run({}, { ip: "::1" }).then(({ payloads }) => {
  const country: string = payloads.geo.country;
  // @ts-expect-error a country is a text
  const other: number = payloads.geo.country;
  return [country, other];
});
`;
  const options = {
    ...strict,
    strict: false,
    exactOptionalPropertyTypes: false,
    noUncheckedIndexedAccess: false,
    noPropertyAccessFromIndexSignature: false,
  };
  const loose = cases.map((one) => ({ ...one, proof: one === first ? proof : "" }));
  const { outputs } = await compileProofs(loose, [["typescript", options]]);
  expect(outputs).toEqual([""]);
}, 120_000);
