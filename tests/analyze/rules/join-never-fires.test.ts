import { expect, test } from "vitest";
import { allFindings, findings } from "./findings.js";

const flow = (edges: string): string => `
  entry: a
  nodes:
    a: { callable: ops.f, policy: { on_error: { goto: c } } }
    b: &f { callable: ops.f }
    c: *f
    d: *f
  edges: [a >> b, ${edges}]
`;

test("a join of a success and a failure", () => {
  expect(findings(flow("(b & c) >> d"))).toEqual(["error join/never-fires 7:28 no run can complete the join `d`"]);
});

test("a merge of a success and a failure", () => {
  expect(findings(flow("(b | c) >> d"))).toEqual([]);
});

test("a join with a parent that nothing starts", () => {
  const unstarted = `
    entry: a
    nodes:
      a: &f { callable: ops.f }
      b: *f
      c: *f
    edges:
      - (a & b) >> c
  `;
  expect(allFindings(unstarted)).toEqual([
    "warning node/unreachable 4:3 `b` never runs: no path leads to it from `a`",
    "error join/never-fires 7:16 no run can complete the join `c`",
  ]);
});

test("a join that nothing reaches is only unreachable", () => {
  const apart = `
    entry: a
    nodes:
      a: &f { callable: ops.f }
      b: *f
      c: *f
      d: *f
    edges: [(b & c) >> d]
  `;
  expect(allFindings(apart)).toEqual([
    "warning node/unreachable 4:3 `b` never runs: no path leads to it from `a`",
    "warning node/unreachable 5:3 `c` never runs: no path leads to it from `a`",
  ]);
});

test("what follows a join that never fires gives no further findings", () => {
  const behind = `
    entry: a
    concurrency: 2
    nodes:
      a: { callable: ops.f, policy: { on_error: { goto: c } } }
      b: &w { callable: ops.f, context: { outputs: $ctx.x } }
      c: &f { callable: ops.f }
      d: *w
      e: *f
      g: { callable: ops.f, context: { inputs: $ctx.x } }
    edges: [a >> b, (a & c) >> d, (b & d) >> e, (b | d) >> g]
  `;
  expect(allFindings(behind)).toEqual(["error join/never-fires 10:28 no run can complete the join `d`"]);
});

test("a join behind a node that one of its parents fails to, although another way to that node is never taken", () => {
  const flow = `
    entry: a
    nodes:
      a: { callable: ops.f, policy: { on_error: { goto: c } } }
      b: { callable: ops.f }
      c: { callable: ops.f }
      d: { callable: ops.f }
    edges: [b >> c, (a & c) >> d]
  `;
  expect(allFindings(flow)).toEqual([
    "warning node/unreachable 4:3 `b` never runs: no path leads to it from `a`",
    "error join/never-fires 7:28 no run can complete the join `d`",
  ]);
});
