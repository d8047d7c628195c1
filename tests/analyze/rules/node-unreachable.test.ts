import { expect, test } from "vitest";
import { findings } from "./findings.js";

test("a node that no path leads to", () => {
  const flow = `
    entry: a
    nodes:
      a: &f { callable: ops.f }
      b: *f
  `;
  expect(findings(flow)).toEqual(["warning node/unreachable 4:3 `b` never runs: no path leads to it from `a`"]);
});

test("in a connected part, only the first node is reported", () => {
  const flow = `
    entry: a
    nodes:
      a: &f { callable: ops.f }
      b: *f
      c: *f
    edges: [b >> c]
  `;
  expect(findings(flow)).toEqual(["warning node/unreachable 4:3 `b` never runs: no path leads to it from `a`"]);
});

test("a node that only a goto starts is reachable", () => {
  const flow = `
    entry: a
    nodes:
      a: { callable: ops.f, policy: { on_error: { goto: b } } }
      b: { callable: ops.f }
  `;
  expect(findings(flow)).toEqual([]);
});

test("a node that only a done_route starts is reachable", () => {
  const flow = `
    entry: a
    nodes:
      a: { type: LoopNode, body_route: b, done_route: c }
      b: &f { callable: ops.f }
      c: *f
    edges: [a >> b]
  `;
  expect(findings(flow)).toEqual([]);
});
