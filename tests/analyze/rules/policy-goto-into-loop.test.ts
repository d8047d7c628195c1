import { expect, test } from "vitest";
import { allFindings, findings } from "./findings.js";

const flow = (of: string, goto: string): string => `
  entry: a
  nodes:
    a: { callable: ops.f${of === "a" ? `, policy: { on_error: { goto: ${goto} } }` : ""} }
    b: { type: LoopNode, body_route: c }
    c: { callable: ops.f${of === "c" ? `, policy: { on_error: { goto: ${goto} } }` : ""} }
    d: { callable: ops.f }
    e: { callable: ops.f }
  edges: [a >> b, b >> c, c >> d, a >> e]
`;

test("a goto into the body of a loop from outside", () => {
  expect(findings(flow("a", "d"))).toEqual([
    "error policy/goto-into-loop 3:53 `goto` of `a` leads into the body of the loop `b`, which `a` is not in",
  ]);
});

test("a goto within the body, to the loop itself, or past it", () => {
  expect(findings(flow("c", "d"))).toEqual([]);
  expect(findings(flow("a", "b"))).toEqual([]);
  expect(findings(flow("a", "e"))).toEqual([]);
});

/** Two of `also` are nodes, and `edges` are added. */
const handled = (edges = "", also: readonly string[] = []): string => `
  entry: a
  policy: { on_error: { goto: sorry } }
  nodes:
    a: &f { callable: ops.f }
    l: { type: LoopNode, body_route: b, done_route: total }
    b: *f
    total: *f
    sorry: *f
${also.map((id) => `    ${id}: *f\n`).join("")}
  edges: [a >> l, l >> b${edges}]
`;

test("a flow's own handler is outside of every body, regardless of what fails", () => {
  expect(allFindings(handled())).toEqual([]);
  // Nodes after the handler, and a join of it, are outside too.
  expect(allFindings(handled(", sorry >> mail", ["mail"]))).toEqual([]);
  expect(allFindings(handled(", sorry >> (p & q), (p & q) >> j", ["p", "q", "j"]))).toEqual([]);
});

test("a flow's own handler in a body", () => {
  expect(findings(handled().replace("goto: sorry", "goto: b"))).toEqual(
    ["a", "l", "total"].map((id) => {
      return `error policy/goto-into-loop 2:29 \`goto\` of \`${id}\` leads into the body of the loop \`l\`, which \`${id}\` is not in`;
    }),
  );
});

test("a join of a flow's own handler and a node in a body belongs to one item", () => {
  expect(
    allFindings(handled(", b >> (c & d), (d & sorry) >> j", ["c", "d", "j"]).replace("total }", "total, collect: d }")),
  ).toEqual(["warning join/may-not-fire 13:54 `j` never runs if `d` fails: it waits for `d`"]);
});

test("a handler only for the nodes of one body belongs to the items; if it is also for others, to none", () => {
  const both = (a: string, edges = ""): string => `
    entry: a
    nodes:
      a: { callable: ops.f${a} }
      l: { type: LoopNode, body_route: b, done_route: total }
      b: { callable: ops.f, policy: { on_error: { goto: repair } } }
      c: { callable: ops.f }
      repair: { callable: ops.f }
      total: { callable: ops.f }
    edges: [a >> l, l >> b, b >> c${edges}]
  `;
  expect(allFindings(both(""))).toEqual([]);
  expect(allFindings(both(", policy: { on_error: { goto: repair } }"))).toEqual([]);
  // With an edge into it, it belongs to the body.
  expect(findings(both(", policy: { on_error: { goto: repair } }", ", c >> repair"))).toHaveLength(1);
});
