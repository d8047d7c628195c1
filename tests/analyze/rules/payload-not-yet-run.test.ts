import { expect, test } from "vitest";
import { findings } from "./findings.js";

const flow = (inputs: string, edges: string, b = "callable: ops.f"): string => `
  entry: a
  nodes:
    a: { callable: ops.f, context: { inputs: ${inputs} } }
    b: { ${b} }
  edges: [${edges}]
`;
const message = (line: string): string =>
  `warning payload/not-yet-run ${line} \`b\` has never run when \`a\` reads its result`;

test("a node that only runs later", () => {
  expect(findings(flow("$payload.b.id", "a >> b"))).toEqual([message("3:53")]);
});

test("the node itself, before its first run", () => {
  expect(findings(flow("$payload.a", "a >> b"))).toEqual([
    "warning payload/not-yet-run 3:53 `a` has never run when `a` reads its result",
  ]);
});

test("in a cycle, the previous pass has left a result", () => {
  const cycle = flow("$payload.b ?? 0", "a >> b, b >> a", "type: RoutingNode, routing_rule: ops.r");
  expect(findings(cycle)).toEqual([]);
});

test("a node before the reader", () => {
  const before = `
    entry: a
    nodes:
      a: { callable: ops.f }
      b: { callable: ops.f, context: { inputs: $payload.a } }
    edges: [a >> b]
  `;
  expect(findings(before)).toEqual([]);
});

test("a side branch of a cycle, from a plain node or from a router that sends to both", () => {
  const side = (edges: string): string => `
    entry: s
    nodes:
      s: { callable: ops.f }
      a: { callable: ops.f, context: { inputs: $payload.w ?? 0 } }
      v: { callable: ops.f }
      w: { callable: ops.f }
      r: { type: RoutingNode, routing_rule: ops.r }
    edges: [s >> a, v >> w, ${edges}]
  `;
  expect(findings(side("a >> v, a >> r, r >> a"))).toEqual([]);
  expect(findings(side("a >> r, r >> (v | a)"))).toEqual([]);
});

test("a node whose failure started the reader", () => {
  const handled = `
    entry: a
    nodes:
      a: { callable: ops.f, policy: { on_error: { goto: h } } }
      h: { callable: ops.f }
      b: { callable: ops.f, context: { inputs: $payload.a } }
    edges: [h >> b]
  `;
  expect(findings(handled)).toEqual([
    "warning payload/not-yet-run 5:53 `a` has failed when `b` reads its result: there is none",
  ]);
});
