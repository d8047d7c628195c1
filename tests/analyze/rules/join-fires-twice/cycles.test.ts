import { expect, test } from "vitest";
import { findings } from "../findings.js";

test("a `|` after a cycle that is left once, by one choice or another", () => {
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

test("a `|` after a cycle that is left once, by a choice or by a failure", () => {
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

test("a `|` after a cycle, of what each pass starts", () => {
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

test("a `|` after a cycle that one branch leaves and another one repeats", () => {
  const flow = (edges: string): string => `
    entry: h
    nodes:
      h: { type: RoutingNode, routing_rule: ops.r }
      a: &f { callable: ops.f }
      b: *f
      c: *f
      m: *f
    edges: [${edges}]
  `;
  const message = "`m` runs twice: one run starts it after `c` and again after `b`";
  // `a` leads back and to `c`: then a second pass chooses `b`.
  expect(findings(flow("h >> (a | b), a >> h, a >> c, (c | b) >> m"))).toEqual([
    `warning join/fires-twice 8:50 ${message}`,
  ]);
  expect(findings(flow("(c | b) >> m, a >> c, a >> h, h >> (a | b)"))).toHaveLength(1);
  // `a` leads to `c` only: the pass is the last one.
  expect(findings(flow("h >> (a | b | h), a >> c, (c | b) >> m"))).toEqual([]);
});

test("a `|` after alternatives in a cycle that another branch repeats", () => {
  const flow = (edges: string): string => `
    entry: s
    nodes:
      s: &f { callable: ops.f }
      h: *f
      w: &r { type: RoutingNode, routing_rule: ops.r }
      r: *r
      x: *f
      y: *f
      m: *f
    edges: [s >> h, ${edges}, (x | y) >> m]
  `;
  // `r` leaves the cycle in each pass, and each of its runs leads to `m` once.
  expect(findings(flow("h >> (w | r), w >> h, r >> (x | y)"))).toEqual([]);
  // `r` decides on both.
  expect(findings(flow("h >> r, r >> (w | x | y), w >> h"))).toEqual([]);
  // `w` may begin a pass concurrently with the one in which `r` chooses.
  expect(findings(flow("h >> (w | r), r >> h, w >> h, r >> (x | y)"))).toHaveLength(1);
});

test("a `|` after a cycle with a join inside", () => {
  const flow = `
    entry: h
    nodes:
      h: &f { callable: ops.f }
      a: *f
      b: *f
      r: { type: RoutingNode, routing_rule: ops.r }
      x: *f
      y: *f
      m: *f
    edges: [h >> (a | b), (a & b) >> r, r >> (h | x | y), (x | y) >> m]
  `;
  expect(findings(flow)).toEqual([]);
  const decisions = [["h"], ["x", "y"]].map((always) => ({ always, maybe: [] }));
  expect(findings(flow, { decisions: { r: decisions } })).toHaveLength(1);
  const single = [["h"], ["x"], ["y"]].map((always) => ({ always, maybe: [] }));
  expect(findings(flow, { decisions: { r: single } })).toEqual([]);
});

test("a `|` after a cycle that a join of its header and of one branch repeats", () => {
  const flow = `
    entry: h
    nodes:
      h: &f { callable: ops.f }
      r: { type: RoutingNode, routing_rule: ops.r }
      a: *f
      j: *f
      m: *f
    edges: [h >> r, r >> (a | j | m), (h & (a | r)) >> j, j >> h, (r | a) >> m]
  `;
  expect(findings(flow.replace("r >> (a | j | m)", "r >> a")).map((line) => line.split(" ")[1])).toContain(
    "join/fires-twice",
  );
});

test("a way back through a join that no run completes", () => {
  const flow = (join: string): string => `
    entry: n0
    nodes:
      n0: { type: RoutingNode, routing_rule: ops.r, policy: { on_error: { goto: n1 } } }
      n1: &f { callable: ops.f }
      n2: { callable: ops.f, policy: { on_error: { goto: n0 } } }
      n3: *f
    edges: [n0 >> n1, ${join} >> n2, (n1 | n0) >> n3]
  `;
  const decisions = { n0: ["n1", "n2", "n3"].map((target) => ({ always: [target], maybe: [] })) };
  expect(findings(flow("(n0 & n1)"), { decisions })).toEqual([]);
  expect(findings(flow("(n0 | n1)"), { decisions })).toHaveLength(1);
});
