import { expect, test } from "vitest";
import { findings } from "../findings.js";

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

test("a join of a `|` of two nodes that both run with what runs once, or as often", () => {
  const join = (edges: string): string => `
    entry: a
    nodes:
      a: &f { callable: ops.f }
      b: *f
      c: *f
      d: *f
      e: *f
      j: *f
    edges: [a >> (b | c | d), ${edges}]
  `;
  expect(findings(join("d >> e, ((b | c) & e) >> j"))).toEqual([
    "warning join/fires-twice 9:52 `j` takes one of `b` and `c`, and one run starts both: what comes second is left waiting",
  ]);
  expect(findings(join("a >> e, ((b | c) & (d | e)) >> j"))).toEqual([
    "warning join/fires-twice 9:58 `j` runs twice: one run starts it after `b` and again after `c`",
    "warning join/fires-twice 9:58 `j` runs twice: one run starts it after `d` and again after `e`",
  ]);
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

test("a `|` of a loop's body and of a node outside of the loop", () => {
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
