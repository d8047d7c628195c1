import { expect, test } from "vitest";
import { findings } from "./findings.js";

const flow = (a: string, merge: string): string => `
  entry: a
  nodes:
    a: { ${a} }
    b: &f { callable: ops.f }
    c: *f
    d: *f
  edges:
    - a >> (b | c)
    - ${merge} >> d
`;
const plain = "callable: ops.f";
const router = "type: RoutingNode, routing_rule: ops.r";

test("a `|` of two nodes that both run", () => {
  expect(findings(flow(plain, "(b | c)"))).toEqual([
    "warning join/fires-twice 9:16 `d` runs twice: one run starts it after `b` and again after `c`",
  ]);
});

test("a `|` of the branches of a choice", () => {
  expect(findings(flow(router, "(b | c)"))).toEqual([]);
});

test("a `&` of two nodes that both run", () => {
  expect(findings(flow(plain, "(b & c)"))).toEqual([]);
});

test("a `|` of a success and a failure", () => {
  const merge = `
    entry: a
    nodes:
      a: { callable: ops.f, policy: { on_error: { goto: c } } }
      b: &f { callable: ops.f }
      c: *f
      d: *f
    edges: [a >> b, (b | c) >> d]
  `;
  expect(findings(merge)).toEqual([]);
});

test("a `|` of a loop's body and of what is beside the loop", () => {
  const mixed = `
    entry: a
    nodes:
      a: &f { callable: ops.f }
      l: { type: LoopNode, body_route: b }
      b: *f
      c: *f
      d: *f
    edges: [a >> (l & c), l >> b, (b | c) >> d]
  `;
  expect(findings(mixed)).toEqual([
    "warning join/fires-twice 8:42 `d` runs for each item of `l` and once more: it comes after `b` and after `c`",
  ]);
});

test("a `|` behind a cycle that is left once, by one choice or another", () => {
  const flow = (edges: string): string => `
    entry: s
    nodes:
      s: &f { callable: ops.f }
      r: { type: RoutingNode, routing_rule: ops.r }
      announce: *f
      end: *f
    edges: [s >> r, ${edges}]
  `;
  expect(findings(flow("r >> (announce | r), (announce | r) >> end"))).toEqual([]);
  expect(findings(flow("r >> (r | announce), (r | announce) >> end"))).toEqual([]);
  expect(findings(flow("(announce | r) >> end, r >> (r | announce)"))).toEqual([]);
});

test("a `|` behind a cycle that is left once, by a choice or by a failure", () => {
  const cycle = (edges: string): string => `
    entry: s
    nodes:
      s: &f { callable: ops.f }
      deploy: *f
      r: { type: RoutingNode, routing_rule: ops.r, policy: { on_error: { goto: rollback } } }
      announce: *f
      rollback: *f
      end: *f
    edges: [s >> deploy, deploy >> r, ${edges}]
  `;
  expect(findings(cycle("r >> (announce | deploy), (announce | rollback) >> end"))).toEqual([]);
  expect(findings(cycle("r >> (announce | deploy), (r | announce | rollback) >> end"))).toEqual([]);
});

test("a `|` behind a cycle of what each pass starts", () => {
  const flow = `
    entry: s
    nodes:
      s: &f { callable: ops.f }
      a: *f
      w: *f
      r: { type: RoutingNode, routing_rule: ops.r }
      end: *f
    edges: [s >> a, a >> (w | r), r >> a, (w | r) >> end]
  `;
  expect(findings(flow)).toEqual([
    "warning join/fires-twice 8:50 `end` runs twice: one run starts it after `w` and again after `r`",
  ]);
});
