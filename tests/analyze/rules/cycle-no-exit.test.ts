import { expect, test } from "vitest";
import { findings } from "./findings.js";

test("a cycle of plain nodes", () => {
  const flow = `
    entry: a
    nodes:
      a: &f { callable: ops.f }
      b: *f
      c: *f
    edges:
      - a >> b
      - b >> (a | c)
  `;
  expect(findings(flow)).toEqual([
    "error cycle/no-exit 8:11 the cycle of `a` and `b` never ends: no router can leave it",
  ]);
});

test("a router that the cycle leads to cannot end it", () => {
  const flow = `
    entry: a
    nodes:
      a: &f { callable: ops.f }
      b: *f
      r: { type: RoutingNode, routing_rule: ops.r }
      c: *f
    edges: [a >> b, a >> r, b >> a, r >> c]
  `;
  expect(findings(flow)).toEqual([
    "error cycle/no-exit 7:30 the cycle of `a` and `b` never ends: no router can leave it",
  ]);
});

test("a router that closes the cycle", () => {
  const flow = `
    entry: a
    nodes:
      a: { callable: ops.f }
      b: { type: RoutingNode, routing_rule: ops.r }
    edges: [a >> b, b >> a]
  `;
  expect(findings(flow)).toEqual([]);
});

test("a router inside the cycle", () => {
  const flow = `
    entry: r
    nodes:
      r: { type: RoutingNode, routing_rule: ops.r }
      a: { callable: ops.f }
    edges: [r >> a, a >> r]
  `;
  expect(findings(flow)).toEqual([]);
});
