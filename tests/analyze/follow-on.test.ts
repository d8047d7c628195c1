import { expect, test } from "vitest";
import { findings } from "./rules/findings.js";

/** Checks that one mistake gives one finding. */
const codesOf = (text: string): string[] => findings(text).map((found) => found.split(" ")[1] ?? "");

test("a misspelt `callable` is not reported as missing as well", () => {
  expect(codesOf("{ entry: a, nodes: { a: { callabel: ops.f } } }")).toEqual(["flow/unknown-key"]);
  expect(codesOf("{ entry: a, nodes: { a: { type: RoutingNode, routing_role: ops.f } } }")).toEqual([
    "flow/unknown-key",
  ]);
});

test("a loop whose type is missing or misspelt needs no callable", () => {
  const flow = (type: string): string => `
    entry: a
    nodes:
      a: { ${type} body_route: b }
      b: { callable: ops.f }
    edges: [a >> b]
  `;
  expect(codesOf(flow(""))).toEqual(["node/key-of-another-type"]);
  expect(codesOf(flow("type: LopNode,"))).toEqual(["node/unknown-type"]);
});

test("edges that are indented below `nodes` are one finding", () => {
  const flow = `
    entry: a
    nodes:
      a: { callable: ops.f }
      b: { callable: ops.f }
      edges:
        - a >> b
  `;
  expect(findings(flow)).toEqual([
    "error flow/unknown-key 5:3 `edges` is one level too far right: here it would be a node",
  ]);
  expect(findings("{ entry: edges, nodes: { edges: { callable: ops.f } } }")).toEqual([]);
});

test("an edge with an error is not reported as a missing body", () => {
  const flow = (edge: string): string => `
    entry: a
    nodes:
      a: { type: LoopNode, body_route: b }
      b: { callable: ops.f }
    edges:
      - ${edge}
  `;
  expect(codesOf(flow("a >> bb"))).toEqual(["edge/unknown-node"]);
  expect(codesOf(flow("b << a"))).toEqual(["edge/left-arrow"]);
  expect(codesOf(flow("b << a").replace(", body_route: b", ""))).toEqual(["edge/left-arrow"]);
});

test("a wrong done_route is not reported as a superfluous successor, or an unclear body", () => {
  const flow = (body: string): string => `
    entry: a
    nodes:
      a: { type: LoopNode, ${body}done_route: cc }
      b: { callable: ops.f }
      c: { callable: ops.f }
    edges: [a >> (b | c)]
  `;
  expect(codesOf(flow("body_route: b, "))).toEqual(["loop/body-not-successor"]);
  expect(codesOf(flow(""))).toEqual(["loop/body-not-successor"]);
});

test("a node with a wrong value is still a node", () => {
  const flow = `
    entry: a
    nodes:
      a: ops.f
      b: { callable: ops.f }
    edges: [a >> b]
  `;
  expect(codesOf(flow)).toEqual(["flow/wrong-kind"]);
});

test("two different mistakes give two findings", () => {
  expect(codesOf("{ entry: b, nodes: { a: { callabel: ops.f } } }")).toEqual([
    "flow/unknown-entry",
    "flow/unknown-key",
  ]);
});

test("nodes that are not indented are reported once, at the first of them", () => {
  const flow = "entry: a\nnodes:\na:\n  callable: ops.f\nb:\n  callable: ops.g\nedges:\n  - a >> b\n";
  expect(findings(flow)).toEqual(["error flow/no-nodes 3:1 the flow has no nodes"]);
});

test("keys of a node that are not indented are reported once, at the node", () => {
  const flow =
    "entry: a\nnodes:\n  a:\n  callable: ops.f\n  describe: { x: 1 }\n  b: { callable: ops.g }\nedges:\n  - a >> b\n";
  expect(findings(flow)).toEqual([
    "error flow/wrong-kind 3:5 the node `a` must be a mapping (indent `callable`, `describe` below it), not nothing",
  ]);
});

test("a join that never fires is one finding, also where a merge of it and of another node is joined", () => {
  const flow = (edges: string): string => `
    entry: s
    nodes:
      s: &f { callable: ops.f }
      a: { callable: ops.f, policy: { on_error: { goto: c } } }
      b: *f
      c: *f
      never: *f
      d: *f
      k: *f
      l: *f
    edges: [s >> (a & d), a >> b, (b & c) >> never, ${edges}]
  `;
  const one = ["join/never-fires"];
  expect(codesOf(flow("d >> l, ((never | d) & l) >> k"))).toEqual(one);
  expect(codesOf(flow("never >> l, ((l | d) & s) >> k"))).toEqual(one);
  expect(codesOf(flow("(never | d) >> k, (k & s) >> l"))).toEqual(one);
  expect(codesOf(flow("(never | d | c) >> k, (k & s) >> l"))).toEqual([
    "join/never-fires",
    "join/fires-twice",
    "join/may-not-fire",
  ]);
});
