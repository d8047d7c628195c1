import { expect, test } from "vitest";
import { findings } from "./findings.js";

const flow = (b: string, more = ""): string => `
  entry: a
  nodes:
    a: { callable: ops.f, undo: ops.f, policy: { on_error: continue } }
    b: { callable: ops.f, policy: { on_error: ${b} } }
    c: { callable: ops.f, policy: { on_error: continue } }
  edges: [a >> b >> c]
  ${more}
`;
const warning =
  "warning undo/never-runs 3:25 `undo` of `a` never runs: no failure can end a run, since each is handled";

test("every failure is handled", () => {
  expect(findings(flow("continue"))).toEqual([warning]);
  expect(findings(flow("{ goto: c }"))).toEqual([warning]);
});

test("a failure may end the run, or is handled once everything is undone", () => {
  expect(findings(flow("stop"))).toEqual([]);
  expect(findings(flow("{ goto: c, undo: true }"))).toEqual([]);
  expect(findings(flow("continue", "max_steps: 10"))).toEqual([]);
});

test("the flow's own handler may fail itself", () => {
  const own = (h: string): string => `
    entry: a
    policy: { on_error: { goto: h } }
    nodes:
      a: { callable: ops.f, undo: ops.f }
      h: { callable: ops.f${h} }
  `;
  expect(findings(own(""))).toEqual([]);
  expect(findings(own(", policy: { on_error: continue }"))).toEqual([warning.replace("3:25", "4:25")]);
});

test("a node that never runs", () => {
  const dead = `
    entry: a
    policy: { on_error: continue }
    nodes:
      a: { callable: ops.f }
      b: { callable: ops.f, undo: ops.f }
  `;
  expect(findings(dead)).toEqual([]);
});
