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

test("a `|` behind a cycle that one branch leaves and that another one repeats", () => {
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

test("a `|` behind alternatives in a cycle that something beside them repeats", () => {
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
  // `w` may begin a pass beside the one in which `r` chooses.
  expect(findings(flow("h >> (w | r), r >> h, w >> h, r >> (x | y)"))).toHaveLength(1);
});

test("a `|` behind a cycle with a join inside of it", () => {
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

test("a `|` behind a cycle that a join of its header and of one branch repeats", () => {
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

test("a way back over a join that no run completes", () => {
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

test("an edge and the goto of another node that the same run can take", () => {
  const flow = (edges: string, goto: string, nodes = ""): string => `
    entry: a
    nodes:
      a: &f { callable: ops.f }
      b: *f
      c: { callable: ops.f, policy: { on_error: { goto: ${goto} } } }
      d: *f
      end: *f
      r: { type: RoutingNode, routing_rule: ops.r }${nodes}
    edges: [${edges}]
  `;
  // A branch beside it fails.
  expect(findings(flow("a >> (b & c), b >> end", "end"))).toEqual([
    "warning join/fires-twice 5:53 `end` may run twice: one run can start it after `b` and again if `c` fails",
  ]);
  // What it does not come after.
  expect(findings(flow("a >> b >> c >> d, d >> end", "end"))).toEqual([]);
  expect(findings(flow("a >> r, r >> (b | c), b >> end", "end"))).toEqual([]);
  expect(findings(flow("a >> c, c >> d, (c | d) >> end", "b"))).toHaveLength(1);
  // A merge of branches, one of whose nodes fails after another one has gone on.
  expect(findings(flow("a >> b >> c, (a | b) >> end", "end"))).toHaveLength(1);
  expect(findings(flow("a >> r >> (b | c), (b | c) >> end", "end"))).toEqual([]);
  // A choice in a cycle: what leaves it does so once.
  expect(findings(flow("a >> r, r >> (b & c), b >> end, c >> a", "end"))).toEqual([]);
  expect(findings(flow("a >> c >> r, r >> (a | b), b >> end", "end"))).toEqual([]);
});

test("a goto into a merge beside a cycle, or out of one", () => {
  const node = (id: string, rest = ""): string => `      ${id}: { callable: ops.f${rest} }\n`;
  const goto = (id: string): string => `, policy: { on_error: { goto: ${id} } }`;
  const flow = (entry: string, nodes: string, edges: string): string =>
    `    entry: ${entry}\n    nodes:\n${nodes}    edges: [${edges}]\n`;
  const beside = flow(
    "n0",
    `      n0: { type: RoutingNode, routing_rule: ops.r }\n${node("n1")}${node("n2", goto("n3"))}${node("n3")}${node("n4")}`,
    "n0 >> (n0 | n1), n1 >> n2, (n0 | n1) >> n3, n1 >> n4",
  );
  expect(findings(beside)).toHaveLength(1);
  const out = flow(
    "n0",
    `${node("n0")}${node("n7")}${node("n8")}${node("n10", goto("n23"))}${node("n23")}${node("n25")}`,
    "n0 >> n23 >> n25, (n8 | n0) >> n7, n7 >> n8, n8 >> n10",
  );
  expect(findings(out)).toHaveLength(1);
});

test("a goto of a join that no run completes", () => {
  const flow = `
    entry: a
    nodes:
      a: &f { callable: ops.f }
      r: { type: RoutingNode, routing_rule: ops.r }
      x: *f
      y: *f
      j: { callable: ops.f, policy: { on_error: { goto: end } } }
      end: *f
    edges: [a >> r >> (x | y), (x & y) >> j, a >> end]
  `;
  const decisions = { r: ["x", "y"].map((target) => ({ always: [target], maybe: [] })) };
  expect(findings(flow, { decisions })).toEqual([]);
  expect(findings(flow.replace("r: { type: RoutingNode, routing_rule: ops.r }", "r: *f"))).toHaveLength(1);
});

test("nodes that only gotos start run once for each failure", () => {
  const flow = `
    entry: a
    policy: { on_error: { goto: sorry } }
    nodes:
      a: &f { callable: ops.f }
      b: *f
      c: *f
      d: *f
      sorry: *f
      mail: { callable: ops.f, policy: { on_error: stop } }
    edges: [a >> (b & c), (b & c) >> d, sorry >> mail]
  `;
  expect(findings(flow)).toEqual([]);
  expect(findings(flow.replace("sorry >> mail", "(sorry | d) >> mail"))).toEqual([]);
  expect(findings(flow.replace("sorry >> mail", "(sorry | b) >> mail"))).toHaveLength(1);
  // What fails behind the merge starts the handler, and so runs again.
  expect(
    findings(flow.replace("sorry >> mail", "(sorry | d) >> mail").replace(", policy: { on_error: stop }", "")),
  ).toHaveLength(1);
});
