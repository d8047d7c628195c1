import { expect, test } from "vitest";
import { findings } from "./findings.js";

test("a join of the body and of a node before the loop", () => {
  const flow = `
    entry: a
    nodes:
      a: &f { callable: ops.f }
      l: { type: LoopNode, body_route: b }
      b: *f
      c: *f
    edges: [a >> l, l >> b, (a & b) >> c]
  `;
  expect(findings(flow)).toEqual([
    "error join/mixed-iterations 7:36 `c` waits for `b`, which runs for each item of `l`, and for `a`, which does not",
  ]);
});

test("a join of two loops", () => {
  const flow = `
    entry: a
    nodes:
      a: &f { callable: ops.f }
      l: { type: LoopNode, body_route: b }
      m: { type: LoopNode, body_route: c }
      b: *f
      c: *f
      d: *f
    edges: [a >> (l & m), l >> b, m >> c, (b & c) >> d]
  `;
  expect(findings(flow)).toEqual([
    "error join/mixed-iterations 9:50 `d` waits for `b`, which runs for each item of `l`, and for `c`, which runs for each item of `m`",
  ]);
});

test("a join of an outer and an inner body, in either order", () => {
  const flow = (join: string): string => `
    entry: l
    nodes:
      l: { type: LoopNode, body_route: b }
      b: &f { callable: ops.f }
      m: { type: LoopNode, body_route: c }
      c: *f
      d: *f
    edges: [l >> b, b >> m, m >> c, ${join} >> d]
  `;
  const message = "`d` waits for `c`, which runs for each item of `m`, and for `b`, which does not";
  expect(findings(flow("(b & c)"))).toEqual([`error join/mixed-iterations 8:44 ${message}`]);
  expect(findings(flow("(c & b)"))).toEqual([`error join/mixed-iterations 8:44 ${message}`]);
});

test("a join within one body, and one after the loop", () => {
  const inside = `
    entry: l
    nodes:
      l: { type: LoopNode, body_route: a }
      a: &f { callable: ops.f }
      b: *f
      c: *f
      d: *f
    edges: [l >> a, a >> (b & c), (b & c) >> d]
  `;
  const behind = `
    entry: a
    nodes:
      a: &f { callable: ops.f }
      l: { type: LoopNode, body_route: b, done_route: c }
      b: *f
      c: *f
      d: *f
    edges: [a >> l, l >> b, (a & c) >> d]
  `;
  expect(findings(inside)).toEqual([]);
  expect(findings(behind)).toEqual([]);
});

test("a body of a loop that nothing starts runs outside of it", () => {
  const flow = (edges: string): string => `
    entry: a
    nodes:
      a: &f { callable: ops.f }
      u: *f
      l: { type: LoopNode, body_route: b }
      b: *f
      j: *f
    edges: [${edges}, (b & a) >> j]
  `;
  expect(findings(flow("(l | a) >> b"))).toEqual([]);
  expect(findings(flow("(u & a) >> l, (l | a) >> b"))).toEqual([]);
  expect(findings(flow("a >> l, (l | a) >> b"))).toHaveLength(1);
  expect(findings(flow("l >> b"))).toEqual([]);
});
