import { expect, test } from "vitest";
import { findings } from "./findings.js";

const flow = (edges: string, goto = ""): string => `
  entry: a
  nodes:
    a: { callable: ops.f }
    l: { type: LoopNode, body_route: b }
    b: { type: RoutingNode, routing_rule: ops.r${goto} }
    c: { callable: ops.f }
  edges: [a >> l, l >> b, ${edges}]
`;

test("an edge from the body to its loop, or to a node before it", () => {
  expect(findings(flow("b >> (l | c)"))).toEqual([
    "error loop/leads-back 7:31 `b` is in the body of the loop `l` and leads back to it",
  ]);
  expect(findings(flow("b >> c, c >> a"))).toEqual([
    "error loop/leads-back 7:38 `c` is in the body of the loop `l` and leads back to `a`, which comes before the loop",
  ]);
});

test("a goto from the body to its loop", () => {
  expect(findings(flow("b >> c", ", policy: { on_error: { goto: l } }"))).toEqual([
    "error loop/leads-back 5:76 `b` is in the body of the loop `l` and leads back to it",
  ]);
});

test("a cycle within the body, the loop's own edge, and a cycle around the loop by its `done_route`", () => {
  expect(findings(flow("b >> c, c >> b, l >> l"))).toEqual([]);
  const around = `
  entry: a
  nodes:
    a: { callable: ops.f }
    l: { type: LoopNode, body_route: b, done_route: c }
    b: { callable: ops.f }
    c: { type: RoutingNode, routing_rule: ops.r }
    d: { callable: ops.f }
  edges: [a >> l, l >> (b | c), c >> (a | d)]
`;
  expect(findings(around)).toEqual([]);
});
