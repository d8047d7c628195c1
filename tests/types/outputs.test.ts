import { expect, test } from "vitest";
import { checkCases } from "./check-cases.js";
import { compileProofs, proved, type ProvedCase, strict } from "./compile-proofs.js";

const diamond = `name: order
entry: seed
nodes:
  seed: { callable: ops.seed, context: { outputs: $ctx.order } }
  geo: { callable: ops.geo }
  risk: { callable: ops.risk, context: { outputs: $ctx.risk } }
  flag: { callable: ops.flag, context: { outputs: $ctx.flag } }
  merge: { callable: ops.merge, context: { outputs: { text: $ctx.report.text } } }
edges:
  - seed >> (geo | risk)
  - risk >> (flag when $result > 5)
  - (geo & risk) >> merge
`;
const ops = `export declare function seed(x: { id: string }): { id: string };
export declare function geo(x: { id: string }): { country: string; zip?: string };
export declare function risk(x: { id: string }): number;
export declare function flag(x: number): "red";
export declare function merge(x: { geo: { country: string }; risk: number }): { text: string };
`;

const cases: readonly ProvedCase[] = [
  proved("what waits for a join is only a part of what it takes", {
    flow: `name: order
entry: choose
nodes:
  choose: { type: RoutingNode, routing_rule: ops.choose }
  geo: { callable: ops.geo }
  risk: { callable: ops.risk }
  merge: { callable: ops.merge }
edges:
  - choose >> (geo | risk)
  # flowc-ignore join/may-not-fire
  - (geo & risk) >> merge
output: { all: $joins.merge, country: $joins.merge.geo.country, risk: $joins.merge.risk }
`,
    ops: `import type { Route } from "@flowc/runtime";
${ops}export declare function choose(x: { id: string }): Route<"geo" | "risk">[];
`,
    proof: `import order from "./case.flow.js";
const given = order.callSync({ id: "a" });
exactly<Partial<{ geo: { country: string; zip?: string }; risk: number }> | undefined>()(given.all, true);
exactly<string | undefined>()(given.country, true);
exactly<number | undefined>()(given.risk, true);
`,
  }),
  proved("what a join that surely runs took is whole", {
    flow: `${diamond}output: { all: $joins.merge, country: $joins.merge.geo.country }\n`,
    ops,
    proof: `import order from "./case.flow.js";
const given = order.callSync({ id: "a" });
exactly<{ geo: { country: string; zip?: string }; risk: number }>()(given.all, true);
exactly<string>()(given.country, true);
`,
  }),
  proved("every form of an output", {
    flow: `${diamond}output:
  country: $payload.geo.country
  zip: $payload.geo.zip
  risk: $ctx.risk
  flag: $ctx.flag
  red: $payload.flag
  either: $ctx.flag ?? "green"
  report: $ctx.report
  parts: [$ctx.order.id, 1, null]
  text: "{{ $ctx.order.id }} is {{ $payload.merge.text }}"
  high: $($ctx.risk > 3)
  where: $env.REGION
`,
    ops,
    proof: `import order from "./case.flow.js";
const given = order.callSync({ id: "a" });
exactly<string>()(given.country, true);
exactly<string | undefined>()(given.zip, true);
exactly<number>()(given.risk, true);
exactly<"red" | undefined>()(given.flag, true);
exactly<"red" | undefined>()(given.red, true);
exactly<"red" | "green">()(given.either, true);
exactly<string>()(given.report.text, true);
exactly<string>()(given.parts[0], true);
exactly<string>()(given.text, true);
exactly<boolean>()(given.high, true);
exactly<string>()(given.where, true);
exactly<number>()((await order.call({ id: "a" })).risk, true);
compiles(
  // @ts-expect-error the flow needs an input
  order.call(),
);
compiles(
  // @ts-expect-error its id is a text
  order.callSync({ id: 1 }),
);
`,
  }),
  proved("one value, and a list", {
    flow: `${diamond}output: [$ctx.risk, $payload.geo]\n`,
    ops,
    proof: `import order from "./case.flow.js";
exactly<{ country: string; zip?: string }>()(order.callSync({ id: "a" }).geo, true);
exactly<number>()(order.callSync({ id: "a" }).risk, true);
`,
  }),
  proved("what one of two alternatives returns, before a node that starts after either of them", {
    flow: `entry: seed
nodes:
  seed: { callable: ops.seed }
  one: { callable: ops.one, context: { outputs: $ctx.one } }
  two: { callable: ops.two, context: { outputs: $ctx.two } }
  last: { callable: ops.last }
edges: [seed >> (one when $result > 3 | two otherwise), (one | two) >> last]
output: { either: $payload.one ?? $payload.two, place: $ctx.two ?? $ctx.one, last: $payload.last, one: $payload.one }
`,
    ops: `export declare function seed(): number;
export declare function one(x: number): "one";
export declare function two(x: number): "two" | null;
export declare function last(x: unknown): boolean;
`,
    proof: `import flow from "./case.flow.js";
exactly<"one" | "two" | null>()(flow.callSync().either, true);
exactly<"one" | "two" | undefined>()(flow.callSync().place, true);
exactly<boolean>()(flow.callSync().last, true);
exactly<"one" | undefined>()(flow.callSync().one, true);
`,
  }),
  proved("what follows a choice that types prove whole, and one that they do not", {
    flow: `entry: seed
nodes:
  seed: { callable: ops.seed }
  one: { callable: ops.one }
  two: { callable: ops.two }
  last: { callable: ops.last, context: { outputs: $ctx.last } }
  odd: { callable: ops.odd }
  big: { callable: ops.one }
  small: { callable: ops.one }
  end: { callable: ops.last }
edges:
  - seed >> (one when $result.kind == "a" | two when $result.kind == "b")
  - (one | two) >> last
  - seed >> odd
  - odd >> (big when $result.n > 1 | small when $result.n < 1)
  - (big | small) >> end
output: { last: $payload.last, part: $payload.last.part, text: "{{ $payload.last.part }}", end: $payload.end, one: $payload.one }
`,
    ops: `export declare function seed(): { kind: "a" } | { kind: "b" };
export declare function one(x: unknown): "one";
export declare function two(x: unknown): 2;
export declare function last(x: unknown): { part: number };
export declare function odd(x: unknown): { n: number };
`,
    proof: `import flow from "./case.flow.js";
const given = flow.callSync();
exactly<{ part: number }>()(given.last, true);
exactly<number>()(given.part, true);
exactly<{ part: number } | undefined>()(given.end, true);
exactly<"one" | undefined>()(given.one, true);
`,
  }),
  proved("no output: what the last node returns, behind a choice that types prove whole", {
    flow: `entry: seed
nodes:
  seed: { callable: ops.seed }
  one: { callable: ops.one }
  two: { callable: ops.two }
  last: { callable: ops.last }
edges:
  - seed >> (one when $result.kind == "a" | two when $result.kind == "b")
  - (one | two) >> last
`,
    ops: `export declare function seed(): { kind: "a" } | { kind: "b" };
export declare function one(x: unknown): "one";
export declare function two(x: unknown): 2;
export declare function last(x: unknown): { part: number };
`,
    proof: `import flow from "./case.flow.js";
exactly<{ part: number }>()(flow.callSync(), true);
`,
  }),
  proved("no output: what the last node returns, which may not run", {
    flow: `entry: seed
nodes:
  seed: { callable: ops.seed }
  gate: { type: RoutingNode, callable: ops.gate }
  text: { callable: ops.text, policy: { on_error: continue } }
edges: [seed >> gate >> text]
`,
    ops: `import type { Route } from "@flowc/runtime";
export declare function seed(): number;
export declare function gate(x: number): Route<"text", number> | null;
export declare function text(x: number): Promise<string>;
`,
    proof: `import flow from "./case.flow.js";
exactly<string | number | undefined>()(await flow.call(), true);
exactly<string | number | undefined>()(await flow.call(undefined, { maxSteps: 3 }), true);
compiles(
  // @ts-expect-error a callable is async
  flow.callSync,
);
`,
  }),
  proved("no output: two last nodes", {
    flow: `entry: seed
nodes:
  seed: { callable: ops.seed }
  one: { callable: ops.one }
  two: { callable: ops.one }
edges: [seed >> (one | two)]
`,
    ops: `export declare function seed(): number;\nexport declare function one(x: number): string;\n`,
    proof: `import flow from "./case.flow.js";
exactly<undefined>()(flow.callSync(), true);
`,
  }),
  proved("a flow that reads from its caller", {
    flow: `entry: seed
nodes:
  seed: { callable: ops.seed, context: { inputs: $ctx.user.name } }
output: $payload.seed
`,
    ops: `export declare function seed(name: string): number;\n`,
    proof: `import flow from "./case.flow.js";
compiles(
  // @ts-expect-error the flow reads from its caller's context: use run()
  flow.callSync("Ada"),
);
exactly<number>()(flow.runSync({ user: { name: "Ada" } }).payloads.seed, true);
`,
  }),
  proved("a node with context access may have written what the output reads", {
    flow: `entry: seed
nodes:
  seed: { callable: ops.seed, allow_context_access: true }
output: { found: $ctx.found.deep, sure: $payload.seed }
`,
    ops: `export declare function seed(payload: unknown, context: Record<string, unknown>): number;\n`,
    proof: `import flow from "./case.flow.js";
exactly<unknown>()(flow.callSync().found, true);
exactly<number>()(flow.callSync().sure, true);
`,
  }),
];

test("call has the type of what the flow gives", async () => {
  const { outputs, checked } = await compileProofs(cases, [
    ["typescript-5", strict],
    ["typescript", strict],
    ["typescript-7", strict],
  ]);
  expect(outputs).toEqual(["", "", ""]);
  for (const { name } of cases) expect([name, checked.get(name)?.check]).toEqual([name, []]);
}, 120_000);

test("a wrong read in the output is reported at its place", async () => {
  const flow = (output: string): string =>
    `entry: a\nnodes:\n  a: { callable: ./ops.ts#a, context: { outputs: $ctx.made } }\noutput: ${output}\n`;
  const made = "export declare function a(): { total: number; all: Map<string, 1>; kind: 'x' };\n";
  const cases = {
    "a key": [flow("{ v: $payload.a.totl }"), "error types/read totl"],
    "a key of what is written": [flow("$ctx.made.totl"), "error types/read totl"],
    "a key in a template": [flow('"{{ $ctx.made.totl }}"'), "error types/read totl"],
    "a condition": [flow('$( $payload.a.kind == "y" )'), 'error types/condition "y"'],
    "what is inherited": [flow("$payload.a.all.size"), "warning types/inherited-read size"],
  } as const;
  const typed = Object.entries(cases).map(([name, [text]]) => ({ name, flow: text, files: { "ops.ts": made } }));
  await checkCases(typed, (found) => {
    for (const [name, [, expected]] of Object.entries(cases))
      expect([name, found.get(name)?.check]).toEqual([name, [expected]]);
  });
});
