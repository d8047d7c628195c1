import { expect, test } from "vitest";
import { findings } from "./findings.js";

const flow = (goto: string, join: string): string => `
  entry: a
  policy: { on_error: stop }
  nodes:
    a: { callable: ops.f, policy: { on_error: { goto: ${goto} } } }
    b: &f { callable: ops.f }
    c: *f
    d: *f
    e: *f
  edges: [a >> (b & c), ${join} >> d, a >> e]
`;

test("a goto to a join of `&`", () => {
  expect(findings(flow("d", "(b & c)"))).toEqual([
    "error policy/goto-into-join 4:53 `goto` names `d`, a join: started alone it would miss `b` and `c`",
  ]);
});

test("a goto to a node with one parent, or to one after a `|`", () => {
  expect(findings(flow("e", "(b & c)"))).toEqual([]);
  const merge = `
    entry: a
    nodes:
      a: { type: RoutingNode, routing_rule: ops.r, policy: { on_error: { goto: d } } }
      b: &f { callable: ops.f }
      c: *f
      d: *f
    edges: [a >> (b | c), (b | c) >> d]
  `;
  expect(findings(merge)).toEqual([]);
});
