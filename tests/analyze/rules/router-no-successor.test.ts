import { expect, test } from "vitest";
import { findings } from "./findings.js";

test("a router without successors", () => {
  const flow = `
    entry: a
    nodes:
      a: { type: RoutingNode, routing_rule: ops.r }
  `;
  expect(findings(flow)).toEqual(["error router/no-successor 3:3 the router `a` has no successors to choose from"]);
});

test("a router with one target is a guard", () => {
  const flow = `
    entry: a
    nodes:
      a: { type: RoutingNode, routing_rule: ops.r }
      b: { callable: ops.f }
    edges: [a >> b]
  `;
  expect(findings(flow)).toEqual([]);
});

test("a plain node may be the last one", () => {
  expect(findings("{ entry: a, nodes: { a: { callable: ops.f } } }")).toEqual([]);
});
