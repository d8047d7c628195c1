import { expect, test } from "vitest";
import { findings } from "./findings.js";

const flow = (loop: string, edges: string): string => `
  entry: l
  nodes:
    l: { type: LoopNode, body_route: a${loop} }
    a: &f { callable: ops.f }
    b: *f
    c: *f
  edges: [l >> a, a >> b${edges}]
`;

test("a done_route inside the body", () => {
  expect(findings(flow(", done_route: b", ", b >> c"))).toEqual([
    "error loop/done-in-body 3:51 `done_route` of `l` names `b`, which is in the loop's body",
  ]);
});

test("a done_route outside of the body collects its only end", () => {
  expect(findings(flow(", done_route: c", ""))).toEqual([]);
});

test("a body with two ends needs `collect`", () => {
  const body = (collect: string): string => `
    entry: l
    nodes:
      l: { type: LoopNode, body_route: a, done_route: d${collect} }
      a: &f { callable: ops.f }
      b: *f
      c: *f
      d: *f
    edges: [l >> a, a >> (b & c)]
  `;
  expect(findings(body(""))).toEqual([
    "error loop/collect-needed 3:3 the body of `l` ends in `b` and `c`: which one gives an item's result?",
  ]);
  expect(findings(body(", collect: c"))).toEqual([]);
  expect(findings(body(", collect: a"))).toEqual([]);
  expect(findings(body(", collect: d"))).toEqual([
    "error loop/collect-unknown 3:63 `collect` of `l` names `d`, which is not in the loop's body",
  ]);
});

test("a body without an end needs `collect`", () => {
  const endless = `
    entry: l
    nodes:
      l: { type: LoopNode, body_route: a, done_route: c }
      a: { callable: ops.f }
      r: { type: RoutingNode, routing_rule: ops.r }
      c: { callable: ops.f }
    edges: [l >> a, a >> r, r >> a]
  `;
  expect(findings(endless)).toEqual([
    "error loop/collect-needed 3:3 the body of `l` has no last node whose results could be collected",
  ]);
});

test("`collect` without a done_route", () => {
  expect(findings(flow(", collect: b", ", b >> c"))).toEqual([
    "warning loop/collect-without-done 3:48 `collect` of `l` has no effect without `done_route`",
  ]);
});

test("the ends of inner loops' bodies are not candidates", () => {
  const nested = (inner: string, edges = ""): string => `
    entry: outer
    nodes:
      outer: { type: LoopNode, body_route: inner, done_route: report }
      inner: { type: LoopNode, body_route: work${inner} }
      work: &f { callable: ops.f }
      total: *f
      report: *f
    edges: [outer >> inner >> work${edges}]
  `;
  expect(findings(nested(", done_route: total", ", inner >> total"))).toEqual([]);
  expect(
    findings(
      nested(", done_route: total", ", inner >> total, work >> log").replace("total: *f", "total: *f\n      log: *f"),
    ),
  ).toEqual([]);
  expect(findings(nested("", ", work >> total"))).toEqual([
    "error loop/collect-needed 3:3 the body of `outer` has no last node whose results could be collected",
  ]);
});
