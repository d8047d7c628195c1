import { expect, test } from "vitest";
import { findings } from "./findings.js";

const flow = (loop: string, edges: string): string => `
  entry: a
  nodes:
    a: { type: LoopNode${loop} }
    b: &f { callable: ops.f }
    c: *f
    d: *f
  edges: [${edges}, b >> d]
`;

test("one successor is the body, with or without the loop's edge to itself", () => {
  expect(findings(flow("", "a >> b, d >> c"))).toEqual([]);
  expect(findings(flow(", loop_route: a", "a >> b, a >> a, d >> c"))).toEqual([]);
});

test("several successors, or none", () => {
  expect(findings(flow("", "a >> (b & c)"))).toEqual([
    "error loop/body-unknown 3:3 the LoopNode `a` leads to `b` and `c`: which one is its body?",
  ]);
  expect(findings(flow("", "a >> a"))).toEqual(["error loop/body-unknown 3:3 the LoopNode `a` has no body"]);
});

test("a done_route is not a candidate, and needs no edge", () => {
  expect(findings(flow(", done_route: c", "a >> (b & c)"))).toEqual([]);
  expect(findings(flow(", done_route: c", "a >> b"))).toEqual([]);
});

test("a body that is not a successor", () => {
  expect(findings(flow(", body_route: d", "a >> b"))).toEqual([
    "error loop/body-not-successor 3:36 `body_route` of `a` names `d`, which is not one of its successors",
  ]);
});

test("a done_route that is not a node, or is the loop itself", () => {
  expect(findings(flow(", done_route: x", "a >> b"))).toEqual([
    "error loop/body-not-successor 3:36 `done_route` of `a` names `x`, which is not a node of this flow",
  ]);
  expect(findings(flow(", done_route: a", "a >> b"))).toEqual([
    "error loop/body-not-successor 3:36 `done_route` of `a` names `a`, which is the loop itself",
  ]);
});

test("a successor that is neither", () => {
  expect(findings(flow(", body_route: b", "a >> (b & c)"))).toEqual([
    "error loop/extra-successor 7:19 the LoopNode `a` never starts `c`: it is neither its body nor its `done_route`",
  ]);
});

test("a loop_route to another node", () => {
  expect(findings(flow(", loop_route: c", "a >> b, d >> c"))).toEqual([
    "error loop/other-loop-route 3:36 `loop_route` of `a` names `c`: it can only name `a` itself",
  ]);
});
