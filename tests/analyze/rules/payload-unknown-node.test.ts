import { expect, test } from "vitest";
import { findings } from "./findings.js";

const flow = (reference: string, outputs = ""): string => `
  entry: extract
  nodes:
    extract: { callable: ops.f${outputs} }
    load: { callable: ops.f, context: { inputs: "{{ ${reference} }}" } }
  edges: [extract >> load]
`;

test("a name that is nearly that of a node is an error", () => {
  expect(findings(flow("$payload.extrat.id"))).toEqual([
    "error payload/unknown-node 4:60 `$payload.extrat` is always undefined: `extrat` is not a node of this flow",
  ]);
});

test("any other name is a warning", () => {
  expect(findings(flow("$payload.customer"))).toEqual([
    "warning payload/unknown-node 4:60 `$payload.customer` is always undefined: `customer` is not a node of this flow",
  ]);
});

test("a node, all results, and what a node writes there", () => {
  expect(findings(flow("$payload.extract"))).toEqual([]);
  expect(findings(flow("$payload"))).toEqual([]);
  expect(findings(flow("$payload.customer", ", context: { outputs: $payload.customer }"))).toEqual([]);
});

test("in the output of the flow", () => {
  const output = "{ entry: a, nodes: { a: { callable: ops.f } }, output: { gives: $payload.customer } }";
  expect(findings(output)).toEqual([expect.stringContaining("payload/unknown-node")]);
});
