import { expect, test } from "vitest";
import { findings } from "./findings.js";

const flow = (reference: string, join = "b & c"): string => `
  entry: a
  nodes:
    a: &f { callable: ops.f }
    b: *f
    c: *f
    merge: { callable: ops.f, context: { inputs: "${reference}" } }
  edges: [a >> (b & c), (${join}) >> merge]
`;

test("a node that does not wait for anything", () => {
  expect(findings(flow("$joins.b.a"))).toEqual([
    "warning joins/not-a-join 6:56 `$joins.b` is always undefined: `b` is not a join",
  ]);
});

test("a name that is nearly that of a join", () => {
  expect(findings(flow("$joins.merg.b"))).toEqual([
    "error joins/not-a-join 6:56 `$joins.merg` is always undefined: `merg` is not a node of this flow",
  ]);
});

test("a join, all of them, and what a node writes there", () => {
  expect(findings(flow("$joins.merge.b"))).toEqual([]);
  expect(findings(flow("$joins"))).toEqual([]);
  const written = `
    entry: a
    nodes:
      a: { callable: ops.f, context: { outputs: $joins.notes.a } }
      b: { callable: ops.f, context: { inputs: $joins.notes.a } }
    edges: [a >> b]
  `;
  expect(findings(written)).toEqual([]);
});

test("in the output of the flow", () => {
  const output = "{ entry: a, nodes: { a: { callable: ops.f } }, output: { gives: $joins.a } }";
  expect(findings(output)).toEqual([expect.stringContaining("joins/not-a-join")]);
});
