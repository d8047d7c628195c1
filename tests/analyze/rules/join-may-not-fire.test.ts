import { expect, test } from "vitest";
import { findings } from "./findings.js";

test("a join of the branches of a choice", () => {
  const flow = `
    entry: a
    nodes:
      a: { type: RoutingNode, routing_rule: ops.r }
      b: &f { callable: ops.f }
      c: *f
      d: *f
    edges:
      - a >> (b | c)
      - (b & c) >> d
  `;
  expect(findings(flow)).toEqual([
    "warning join/may-not-fire 9:16 `d` never runs where `a` does not send to `c`: it waits for `c`",
  ]);
});

test("a join of a node that always runs and one behind a guard, the guard before or behind it", () => {
  const flow = (edges: string): string => `
    entry: a
    nodes:
      a: &f { callable: ops.f }
      r: { type: RoutingNode, routing_rule: ops.r }
      b: *f
      c: *f
      d: *f
    edges: [a >> (r & b), r >> c, ${edges}]
  `;
  const message = "`d` never runs where `r` does not send to `c`: it waits for `c`";
  expect(findings(flow("(b & c) >> d"))).toEqual([`warning join/may-not-fire 8:42 ${message}`]);
  expect(findings(flow("c >> d, b >> d"))).toEqual([`warning join/may-not-fire 8:36 ${message}`]);
});

test("a join of a node whose failure goes elsewhere", () => {
  const flow = `
    entry: a
    nodes:
      a: &f { callable: ops.f }
      b: { callable: ops.f, policy: { on_error: { goto: e } } }
      c: *f
      d: *f
      e: *f
    edges: [a >> (b & c), (b & c) >> d]
  `;
  expect(findings(flow)).toEqual(["warning join/may-not-fire 8:34 `d` never runs where `b` fails: it waits for `b`"]);
});

test("a join of nodes that the same choice starts", () => {
  const flow = `
    entry: a
    nodes:
      a: { type: RoutingNode, routing_rule: ops.r }
      b: &f { callable: ops.f }
      c: *f
      d: *f
      e: *f
    edges: [a >> b, b >> (c & d), (c & d) >> e]
  `;
  expect(findings(flow)).toEqual([]);
});

test("a join behind a merge of all branches", () => {
  const flow = `
    entry: a
    nodes:
      a: &f { callable: ops.f }
      r: { type: RoutingNode, routing_rule: ops.r }
      b: *f
      c: *f
    edges: [a >> r, r >> b, (r | b) >> c]
  `;
  expect(findings(flow)).toEqual([]);
});
