import { expect, test } from "vitest";
import { planFlow } from "../../../../compiler/plan-flow.js";
import { permissiveHost } from "../../../docs/page-host.js";
import { findings } from "../findings.js";

interface Parts {
  readonly edges: string;
  /** The inputs of the reader `d`. */
  readonly inputs?: string;
  readonly nodes?: string;
}

/** `b` and `c` write, and `d` reads what one of them wrote. */
const flow = ({ edges, inputs = "$payload.b ?? $payload.c", nodes = "" }: Parts): string => `
  entry: a
  nodes:
    d: { callable: ops.f, context: { inputs: '${inputs}' } }
    a: { callable: ops.f }
    r: { type: RoutingNode, routing_rule: ops.r }
    b: { callable: ops.f, context: { outputs: $ctx.x } }
    c: { callable: ops.f, context: { outputs: $ctx.y } }
    e: { callable: ops.f, context: { outputs: $ctx.z } }
    end: { callable: ops.f }
${nodes.replaceAll(/^/gmu, "    ")}
  edges: [${edges}]
`;
const found = (parts: Parts): string[] => findings(flow(parts)).filter((one) => one.includes("context/maybe-unset"));
const unset = (text: string): RegExp =>
  new RegExp(`^warning context/maybe-unset 3:\\d+ \`\\${text}\` may be unset when \`d\` runs$`, "u");

const choice = "a >> (b when $result.x | c otherwise), (b | c) >> d";

test.each([
  ["results", "$payload.b ?? $payload.c"],
  ["the other way around", "$payload.c ?? $payload.b"],
  ["places in the context", "$ctx.x ?? $ctx.y"],
  ["parts of them", "$ctx.x.k ?? $payload.c.k"],
  ["a result and a place", "$payload.b ?? $ctx.y"],
  ["a template", "as text: {{ $payload.b ?? $payload.c }}"],
  ["a third that never runs before", "$ctx.x ?? $ctx.z ?? $ctx.y"],
])("a chain over both alternatives of a choice is never unset: %s", (_, inputs) => {
  expect(found({ edges: choice, inputs })).toEqual([]);
});

test.each([
  ["a router", "a >> r, r >> (b | c), (b | c) >> d"],
  ["nodes in between", "a >> (b when $result.x | c otherwise), b >> end, (end | c) >> e >> d"],
  ["a join", "a >> (b when $result.x | c otherwise), a >> e, ((b | c) & e) >> d"],
  ["a cycle around them", "a >> (b when $result.x | c otherwise), (b | c) >> d >> r, r >> (a | end)"],
  ["a cycle before the reader", "a >> (b when $result.x | c otherwise), (b | c) >> e >> r, r >> (e | d)"],
  ["an inner choice", "a >> (b when $result.x | r otherwise), r >> (b | c), c >> end, (b | c) >> d"],
])("regardless of what decides between the alternatives: %s", (_, edges) => {
  expect(found({ edges })).toEqual([]);
});

test("the body of a loop, and what runs after it", () => {
  const nodes = "l: { type: LoopNode, body_route: e, done_route: end, collect: d }";
  expect(
    found({ edges: "a >> l, l >> (e | end), e >> (b when $result.x | c otherwise), (b | c) >> d", nodes }),
  ).toEqual([]);
});

test("three alternatives, and groups of several nodes", () => {
  const inputs = "$ctx.x ?? $ctx.y ?? $ctx.z";
  const three = "a >> (b when $result.x | c when $result.y | e otherwise), (b | c | e) >> d";
  expect(found({ edges: three, inputs })).toEqual([]);
  expect(found({ edges: three })).toEqual([expect.stringMatching(unset("$payload.c"))]);
  const grouped = "a >> ((b & end) when $result.x | (c & e) otherwise), (b | c) >> d";
  expect(found({ edges: grouped })).toEqual([]);
  expect(found({ edges: grouped, inputs: "$payload.b ?? $payload.e" })).toEqual([
    expect.stringMatching(unset("$payload.e")),
  ]);
});

test("a handler that starts the reader, too", () => {
  const policy = (rule: string): string =>
    `c2: { callable: ops.f, policy: { on_error: ${rule} }, context: { outputs: $ctx.y } }`;
  const edges = "a >> (b when $result.x | c2 otherwise), (b | c2) >> d";
  const inputs = "$ctx.x ?? $ctx.y";
  expect(found({ edges, inputs, nodes: policy("stop") })).toEqual([]);
  expect(found({ edges, inputs, nodes: policy("continue") })).toEqual([expect.stringMatching(unset("$ctx.y"))]);
  expect(found({ edges, inputs, nodes: policy("{ goto: d }") })).toEqual([expect.stringMatching(unset("$ctx.y"))]);
  expect(
    found({ edges: `${edges}, e >> end`, inputs, nodes: policy("{ goto: e }").replace("goto: e", "goto: b") }),
  ).toEqual([]);
});

test.each([
  [
    "a choice without otherwise that is passed by",
    "a >> (b when $result.x | c when $result.y), a >> e, (b | c | e) >> d",
  ],
  ["a third alternative", "a >> (b when $result.x | c when $result.y | e otherwise), (b | c | e) >> d"],
  ["a reader that runs concurrently", "a >> (b when $result.x | c otherwise), a >> d, (b | c) >> end"],
])("a chain that may be unset as a whole: %s", (_, edges) => {
  expect(found({ edges })).toEqual([expect.stringMatching(unset("$payload.c"))]);
});

test("an operand that is always set does not cover the end of the chain, which is read where it is null", () => {
  expect(found({ edges: choice, inputs: "$payload.a ?? $payload.c" })).toEqual([
    expect.stringMatching(unset("$payload.c")),
  ]);
});

test("a place that another write may remove is not sure", () => {
  const nodes =
    "w: { callable: ops.f, context: { outputs: $ctx.o } }\nk: { callable: ops.f, context: { outputs: $ctx.o.k } }";
  const edges = "a >> (b when $result.x | k otherwise), (b | k) >> w, w >> d";
  expect(found({ edges, inputs: "$ctx.x ?? $ctx.o.k", nodes })).toEqual([]);
  expect(found({ edges: `${edges.replace("w >> d", "k >> d")}`, inputs: "$ctx.x ?? $ctx.o.z", nodes })).toEqual([
    expect.stringMatching(unset("$ctx.o.z")),
  ]);
});

test("the help names a path on which the whole chain is unset", () => {
  const edges = "a >> (b when $result.x | c when $result.y | e otherwise), (b | c | e) >> d";
  const text = flow({ edges }).replaceAll(/^ {2}/gmu, "");
  const { diagnostics } = planFlow({ path: "case.flow.yaml", text }, permissiveHost);
  expect(diagnostics.find(({ code }) => code === "context/maybe-unset")?.help).toContain("on the path `a` → `e` → `d`");
});
