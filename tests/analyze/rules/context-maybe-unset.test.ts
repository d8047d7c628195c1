import { expect, test } from "vitest";
import { planFlow } from "../../../compiler/plan-flow.js";
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
