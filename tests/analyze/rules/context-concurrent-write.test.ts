import { expect, test } from "vitest";
import { findings } from "./findings.js";

const flow = (edges: string, { keys = ["x", "x"], a = "callable: ops.f" } = {}): string => `
  entry: a
  nodes:
    a: { ${a} }
    b: { callable: ops.f, context: { outputs: $ctx.${keys[0] ?? ""} } }
    c: { callable: ops.f, context: { outputs: $ctx.${keys[1] ?? ""} } }
  edges: [${edges}]
`;
const message = "`b` and `c` both write `$ctx.x`, and neither comes before the other";

test("two successors write one place", () => {
  expect(findings(flow("a >> (b & c)"))).toEqual([`warning context/concurrent-write 5:45 ${message}`]);
});

test("it is an error where the flow declares a concurrency above 1", () => {
  const declared = (concurrency: number): string => `
    entry: a
    concurrency: ${concurrency}
    nodes:
      a: { callable: ops.f }
      b: { callable: ops.f, context: { outputs: $ctx.x } }
      c: { callable: ops.f, context: { outputs: $ctx.x } }
    edges: [a >> b, a >> c]
  `;
  expect(findings(declared(2))).toEqual([`error context/concurrent-write 6:45 ${message}`]);
  expect(findings(declared(1))).toEqual([`warning context/concurrent-write 6:45 ${message}`]);
});

test("two places, or one behind the other, or the branches of a choice", () => {
  expect(findings(flow("a >> (b & c)", { keys: ["x", "y"] }))).toEqual([]);
  expect(findings(flow("a >> (b & c)", { keys: ["x.b", "x.c"] }))).toEqual([]);
  expect(findings(flow("a >> (b | c)", { a: "type: RoutingNode, routing_rule: ops.r" }))).toEqual([]);
  const read = `
    entry: a
    nodes:
      a: { callable: ops.f }
      b: { callable: ops.f, context: { outputs: $ctx.x } }
      c: { callable: ops.f, context: { inputs: $ctx.x, outputs: $ctx.x } }
    edges: [a >> b, b >> c]
  `;
  expect(findings(read)).toEqual([]);
});

test("a success and a failure never meet", () => {
  const goto = "callable: ops.f, policy: { on_error: { goto: c } }";
  expect(findings(flow("a >> b", { a: goto }))).toEqual([]);
});
