import { expect, test } from "vitest";
import { planFlow } from "../../../compiler/plan-flow.js";
import { listSources } from "../../../compiler/source-set.js";
import { permissiveHost } from "../../docs/page-host.js";
import { findings } from "./findings.js";

const flow = (inputs: string, merge = "(r | w) >> b"): string => `
  entry: r
  nodes:
    r: { type: RoutingNode, routing_rule: ops.r }
    w: { callable: ops.f, context: { outputs: $ctx.x } }
    b: { callable: ops.f, context: { inputs: '${inputs}' } }
  edges: [r >> w, ${merge}]
`;
const unset = (text: string): string => `warning context/maybe-unset 5:45 \`${text}\` may be unset when \`b\` runs`;

test("a read if one of its paths does not write", () => {
  expect(findings(flow("$ctx.x"))).toEqual([unset("$ctx.x")]);
  expect(findings(flow("$ctx.x.y"))).toEqual([unset("$ctx.x.y")]);
});

test("the result of a node that may not have run", () => {
  expect(findings(flow("$payload.w"))).toEqual([unset("$payload.w")]);
});

test("a read that runs concurrently with the write", () => {
  const beside = `
    entry: a
    nodes:
      a: { callable: ops.f }
      b: { callable: ops.f, context: { outputs: $ctx.x } }
      c: { callable: ops.f, context: { inputs: $ctx.x } }
    edges: [a >> (b & c)]
  `;
  expect(findings(beside)).toEqual(["warning context/maybe-unset 5:44 `$ctx.x` may be unset when `c` runs"]);
});

test("a fallback, or a path that always writes", () => {
  expect(findings(flow("$ctx.x ?? 0"))).toEqual([]);
  expect(findings(flow("$ctx.x", "w >> b"))).toEqual([]);
  expect(findings(flow("$payload.w", "w >> b"))).toEqual([]);
});

test("the last operand of a fallback has no fallback", () => {
  expect(findings(flow("$ctx.y ?? $ctx.x"))).toEqual([
    "warning context/maybe-unset 5:55 `$ctx.x` may be unset when `b` runs",
  ]);
});

test("what no node writes comes from the caller, and a declared context is left to check", () => {
  expect(findings(flow("$ctx.other"))).toEqual([]);
  const typed = `
    entry: r
    context: ./types.ts#Context
    nodes:
      r: { type: RoutingNode, routing_rule: ops.r }
      w: { callable: ops.f, context: { outputs: $ctx.x } }
      b: { callable: ops.f, context: { inputs: $ctx.x } }
    edges: [r >> w, (r | w) >> b]
  `;
  expect(findings(typed)).toEqual([]);
});

test("what a node with context access may have written before", () => {
  const open = `
    entry: r
    nodes:
      r: { type: RoutingNode, routing_rule: ops.r, allow_context_access: true }
      w: { callable: ops.f, context: { outputs: $ctx.x } }
      b: { callable: ops.f, context: { inputs: $ctx.x } }
    edges: [r >> w, (r | w) >> b]
  `;
  expect(findings(open)).toEqual([]);
});

test("a node that fails under continue leaves a result, but not its outputs", () => {
  const failing = `
    entry: s
    policy: { on_error: continue }
    nodes:
      s: { callable: ops.f }
      a: { callable: ops.f }
      b: { callable: ops.f, context: { outputs: $ctx.x } }
      j: { callable: ops.f, context: { inputs: { a: $payload.a, x: $ctx.x } } }
    edges: [s >> (a | b), (a & b) >> j]
  `;
  const { diagnostics } = planFlow({ path: "case.flow.yaml", text: failing }, permissiveHost);
  expect(diagnostics.map(({ message, help }) => [message, help])).toEqual([
    ["`$ctx.x` may be unset when `j` runs", "`b` may have failed: give it a fallback, `?? <value>`"],
  ]);
});

test("the path is one on which nothing writes, also through a join", () => {
  const joined = `
    entry: s
    nodes:
      s: { callable: ops.f }
      r: { type: RoutingNode, routing_rule: ops.r }
      w: { callable: ops.f, context: { outputs: $ctx.x } }
      v: { callable: ops.f }
      c: { callable: ops.f }
      m: { callable: ops.f, context: { outputs: $ctx.y } }
      j: { callable: ops.f, context: { inputs: { x: $ctx.x, y: $ctx.y } } }
    edges: [s >> (r | c), r >> (w | v), (w | v) >> m, (m & c) >> j]
  `;
  const { diagnostics } = planFlow({ path: "case.flow.yaml", text: joined }, permissiveHost);
  const found = diagnostics.find(({ code }) => code === "context/maybe-unset");
  expect(found?.help).toBe(
    "nothing has written it on the path `s` → `c` → `j`: give it a fallback, `?? <value>`, or write it there",
  );
});

test("under continue a router that fails leads nowhere: behind it, its outputs are written", () => {
  const failing = (type: string, edges: string): string => `
    entry: s
    nodes:
      s: { callable: ops.f }
      r: { ${type}, policy: { on_error: continue }, context: { outputs: $ctx.x } }
      a: { callable: ops.f, context: { inputs: $ctx.x } }
      b: { callable: ops.f }
    edges: [s >> r, ${edges}]
  `;
  const router = "type: RoutingNode, callable: ops.r";
  expect(findings(failing(router, "r >> a"))).toEqual([]);
  expect(findings(failing(router, "r >> b, (r | b) >> a"))).toEqual([]);
  expect(findings(failing("callable: ops.r", "r >> a"))).toHaveLength(1);
  expect(findings(failing(router, "r >> b, (s | b) >> a"))).toHaveLength(1);
});

test("a write under continue in a loop's body, read behind the loop", () => {
  const loop = (type: string): string => `
    entry: s
    nodes:
      s: { callable: ops.f, context: { outputs: $ctx.x } }
      l: { type: LoopNode, body_route: r, done_route: d, collect: a }
      r: { ${type}, policy: { on_error: continue }, context: { outputs: $ctx.x } }
      a: { callable: ops.f }
      d: { callable: ops.f, context: { inputs: $ctx.x } }
    edges: [s >> l, l >> (r | d), r >> a]
  `;
  const { plan } = planFlow(
    { path: "case.flow.yaml", text: loop("type: RoutingNode, callable: ops.r") },
    permissiveHost,
  );
  const [read] = plan?.nodes.find(({ id }) => id === "d")?.reads ?? [];
  const sources = read === undefined ? [] : listSources(read.sources);
  expect(sources.map(({ node, always }) => [node, always])).toEqual([
    ["s", true],
    ["r", true],
  ]);
});

test("a finding shows eight of the writes", () => {
  const writers = (count: number): string => {
    const ids = Array.from({ length: count }, (_, index) => `w${index}`);
    return [
      "entry: r",
      "nodes:",
      "  r: { type: RoutingNode, routing_rule: ops.r }",
      ...ids.map((id) => `  ${id}: { callable: ops.f, context: { outputs: $ctx.x } }`),
      "  b: { callable: ops.f, context: { inputs: $ctx.x } }",
      `edges: [r >> (${ids.join(" | ")}), (r | ${ids.join(" | ")}) >> b]`,
    ].join("\n");
  };
  const related = (count: number): string[] => {
    const { diagnostics } = planFlow({ path: "case.flow.yaml", text: writers(count) }, permissiveHost);
    const found = diagnostics.find(({ code }) => code === "context/maybe-unset");
    return (found?.related ?? []).map(({ message }) => message);
  };
  expect(related(8)).toEqual(Array<string>(8).fill("written here"));
  expect(related(9)).toEqual([...Array<string>(7).fill("written here"), "written here, and in 1 more place"]);
  expect(related(30).at(-1)).toBe("written here, and in 22 more places");
});

/** `b` fails to `m`, and `j` waits for a success of `b`: so `m` comes after `a`. */
const afterSuccess = (nodes: string, edges: string): string => `
  entry: s
  nodes:
    s: &f { callable: ops.f }
    a: { callable: ops.f, context: { outputs: $ctx.x } }
    b: &g { callable: ops.f, policy: { on_error: { goto: m } } }
    c: *g
    ${nodes}
    j: { callable: ops.f, context: { inputs: $ctx.x } }
  edges: [s >> (a & b & c), a >> m, ${edges}]
`;

test("a join that waits for a success comes after no failure", () => {
  expect(findings(afterSuccess("m: *f", "(b & m) >> j"))).toHaveLength(1);
  expect(findings(afterSuccess("m: *f", "(b & c & m) >> j"))).toEqual([]);
  expect(findings(afterSuccess("m: { type: RoutingNode, callable: ops.r }", "(b & c & m) >> j"))).toEqual([]);
  expect(findings(afterSuccess("m: *f\n    n: *f", "m >> n, (b & c & n) >> j"))).toEqual([]);
  expect(findings(afterSuccess("m: *f\n    n: *f\n    k: *f", "(b & m) >> k, (c & k) >> n, n >> j"))).toEqual([]);
});

test("a join of a failure and of one of two successes waits for the other", () => {
  const flow = (edges: string): string => `
  entry: s
  nodes:
    s: { callable: ops.f }
    a: { callable: ops.f, policy: { on_error: { goto: h } } }
    b: { callable: ops.f, context: { outputs: $ctx.x } }
    h: { callable: ops.f }
    j: { callable: ops.f, context: { inputs: $ctx.x } }
  edges: [s >> (a & b), ${edges}]
`;
  expect(findings(flow("(a | b) >> j, h >> j"))).not.toContainEqual(expect.stringContaining("context/maybe-unset"));
  expect(findings(flow("(a | b) >> j"))).toContainEqual(expect.stringContaining("context/maybe-unset"));
});

/** `s` writes a part of `$ctx.x`, `w` the whole. */
const inParts = (read: string, edges: string, policy = "policy: {}"): string => `
  entry: s
  nodes:
    s: { type: RoutingNode, routing_rule: ops.r, context: { outputs: $ctx.x.k } }
    w: { callable: ops.f, context: { outputs: $ctx.x }, ${policy} }
    b: { callable: ops.f, context: { inputs: '${read}' } }
    c: { callable: ops.f }
  edges: [${edges}]
`;
const beside = "s >> c, c >> (w & b)";

test("a place of which a part has been written, where a write of the whole is concurrent or on another way", () => {
  expect(findings(inParts("$ctx.x", beside))).toEqual([]);
  expect(findings(inParts("$ctx.x", "s >> w, (s | w) >> b"))).toEqual([]);
  expect(findings(inParts("$ctx.x", "s >> w, w >> b", "policy: { on_error: continue }"))).toEqual([]);
});

test("a part that the whole may have replaced", () => {
  expect(findings(inParts("$ctx.x.k", beside))).toEqual([unset("$ctx.x.k")]);
  expect(findings(inParts("$ctx.x.k.deep", beside))).toEqual([unset("$ctx.x.k.deep")]);
  expect(findings(inParts("$ctx.x.other", beside))).toEqual([unset("$ctx.x.other")]);
  expect(findings(inParts("$ctx.x", "c >> (w & b & s)").replace("entry: s", "entry: c"))).toEqual([unset("$ctx.x")]);
});

test("what is set as a whole does not say that its parts are", () => {
  const { plan } = planFlow({ path: "case.flow.yaml", text: inParts("$ctx.x", beside) }, permissiveHost);
  const [read] = plan?.nodes.find(({ id }) => id === "b")?.reads ?? [];
  const sources = read === undefined ? [] : listSources(read.sources);
  expect(sources.map(({ path, always }) => [path, always])).toEqual([
    [["x", "k"], false],
    [["x"], true],
  ]);
});

test("a place of which each branch writes another part is set; where one branch writes nothing it is not", () => {
  const parts = (branches: string, policy = ""): string => `
    entry: r
    nodes:
      r: { callable: ops.f }
      w: { callable: ops.f, context: { outputs: $ctx.x.a }${policy} }
      v: { callable: ops.f, context: { outputs: $ctx.x.b.c } }
      o: { callable: ops.f }
      b: { callable: ops.f, context: { inputs: $ctx.x } }
    edges:
      - ${branches}
      - (w | v | o) >> b
  `;
  const choice = "r >> (w when $result.w | v when $result.v | o otherwise)";
  expect(
    findings(parts(choice).replace("o: { callable: ops.f }", "o: { callable: ops.f, context: { outputs: $ctx.x.d } }")),
  ).toEqual([]);
  expect(findings(parts(choice))).toEqual(["warning context/maybe-unset 7:44 `$ctx.x` may be unset when `b` runs"]);
  const two = parts("r >> (w when $result.w | v otherwise)", ", policy: { on_error: continue }")
    .replace("      o: { callable: ops.f }\n", "")
    .replace(" | o) >>", ") >>");
  expect(findings(two)).toEqual(["warning context/maybe-unset 6:44 `$ctx.x` may be unset when `b` runs"]);
});
