import { expect, test } from "vitest";
import { findings } from "./findings.js";

const flow = (b: string, edges = "a >> b, b >> c"): string => `
  entry: a
  nodes:
    a: { callable: ops.f, context: { outputs: $ctx.x } }
    b: { callable: ops.f${b} }
    c: { callable: ops.f, context: { outputs: $ctx.x } }
  edges: [${edges}]
`;

test("a write that is overwritten before anything reads it", () => {
  expect(findings(flow(""))).toEqual([
    "warning context/dead-write 3:45 what is written to `$ctx.x` is never read: `c` overwrites it on every path",
  ]);
});

test("a second output of the same node", () => {
  const twice = `
    entry: a
    nodes:
      a: { callable: ops.f, context: { outputs: [{ p: $ctx.x }, $ctx.x] } }
  `;
  expect(findings(twice)).toEqual([
    "warning context/dead-write 3:51 what is written to `$ctx.x` is never read: `a` overwrites it on every path",
  ]);
});

test("a read in between, of the place, above or below it", () => {
  expect(findings(flow(", context: { inputs: $ctx.x }"))).toEqual([]);
  expect(findings(flow(", context: { inputs: $ctx }"))).toEqual([]);
  expect(findings(flow(", context: { inputs: $ctx.x.y }"))).toEqual([]);
  expect(findings(flow(", allow_context_access: true"))).toEqual([]);
});

test("a path on which nothing overwrites it", () => {
  const guarded = `
    entry: a
    nodes:
      a: { callable: ops.f, context: { outputs: $ctx.x } }
      b: { type: RoutingNode, routing_rule: ops.r }
      c: { callable: ops.f, context: { outputs: $ctx.x } }
    edges: [a >> b, b >> c]
  `;
  expect(findings(guarded)).toEqual([]);
});

test("a write that an attempt may fail to overwrite", () => {
  expect(findings(flow(", policy: { on_error: continue }", "a >> b, b >> c"))).toHaveLength(1);
  const failing = `
    entry: a
    nodes:
      a: { callable: ops.f, context: { outputs: $ctx.x } }
      b: { callable: ops.f, context: { outputs: $ctx.x }, policy: { on_error: continue } }
    edges: [a >> b]
  `;
  expect(findings(failing)).toEqual([]);
});

test("a write that a branch of an earlier pass of a cycle can read", () => {
  const side = (edges: string): string => `
    entry: a
    nodes:
      a: { callable: ops.f, context: { outputs: $ctx.x } }
      b: { callable: ops.f, context: { outputs: $ctx.x } }
      w: { callable: ops.f, context: { inputs: $ctx.x } }
      r: { type: RoutingNode, routing_rule: ops.r }
    edges: [a >> b, b >> r, r >> a, ${edges}]
  `;
  expect(findings(side("b >> w"))).toEqual([]);
  const dead =
    "warning context/dead-write 3:45 what is written to `$ctx.x` is never read: `b` overwrites it on every path";
  expect(findings(side("w >> r, b >> w"))).toEqual([dead]);
});
