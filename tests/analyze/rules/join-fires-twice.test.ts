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
