import { expect, test } from "vitest";
import { findings } from "./findings.js";

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
