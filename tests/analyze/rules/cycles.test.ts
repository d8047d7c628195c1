import { expect, test } from "vitest";
import { findings } from "./findings.js";

const flow = (edges: string, type = "callable: ops.f"): string => `
  entry: a
  nodes:
    a: { callable: ops.f }
    b: { ${type} }
    c: { type: RoutingNode, routing_rule: ops.r }
  edges:
    - ${edges}
`;

test("a cycle with two entries", () => {
  expect(findings(flow("[a, b]\n    - a >> c\n    - b >> c\n    - c >> b"))).toEqual([
    "error cycle/two-entries 10:10 the cycle of `b` and `c` is entered in two places: `b` and `c`",
  ]);
});

test("a cycle with one entry", () => {
  expect(findings(flow("a >> b\n    - b >> c\n    - c >> b"))).toEqual([]);
});

test("a plain node that leads to itself", () => {
  expect(findings(flow("a >> b\n    - b >> b\n    - a >> c\n    - c >> c"))).toEqual([
    "error edge/self-on-plain-node 8:10 `b` starts itself again and again: only a router or a LoopNode can leave an edge to itself",
  ]);
});

test("a router, or a loop, that leads to itself", () => {
  const router = `
    entry: r
    nodes:
      r: { type: RoutingNode, routing_rule: ops.r }
    edges: [r >> r]
  `;
  const loop = `
    entry: l
    nodes:
      l: { type: LoopNode, body_route: a }
      a: { callable: ops.f }
    edges: [l >> l, l >> a]
  `;
  expect(findings(router)).toEqual([]);
  expect(findings(loop)).toEqual([]);
});
