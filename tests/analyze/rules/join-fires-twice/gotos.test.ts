import { expect, test } from "vitest";
import { findings } from "../findings.js";

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
  // A branch that runs concurrently fails.
  expect(findings(flow("a >> (b & c), b >> end", "end"))).toEqual([
    "warning join/fires-twice 5:53 `end` may run twice: one run can start it after `b` and again if `c` fails",
  ]);
  // A node that it does not come after.
  expect(findings(flow("a >> b >> c >> d, d >> end", "end"))).toEqual([]);
  expect(findings(flow("a >> r, r >> (b | c), b >> end", "end"))).toEqual([]);
  expect(findings(flow("a >> c, c >> d, (c | d) >> end", "b"))).toHaveLength(1);
  // A merge of branches, where one node fails after another one has gone on.
  expect(findings(flow("a >> b >> c, (a | b) >> end", "end"))).toHaveLength(1);
  expect(findings(flow("a >> r >> (b | c), (b | c) >> end", "end"))).toEqual([]);
  // A choice in a cycle: what leaves it does so once.
  expect(findings(flow("a >> r, r >> (b & c), b >> end, c >> a", "end"))).toEqual([]);
  expect(findings(flow("a >> c >> r, r >> (a | b), b >> end", "end"))).toEqual([]);
});

test("a goto into a merge after a cycle, or out of one", () => {
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

test("nodes that only gotos start run once per failure", () => {
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
  // A node that fails after the merge starts the handler, so that it runs again.
  expect(
    findings(flow.replace("sorry >> mail", "(sorry | d) >> mail").replace(", policy: { on_error: stop }", "")),
  ).toHaveLength(1);
});
