import { expect, test } from "vitest";
import { findings } from "./findings.js";

const flowOf = (output: string, more = ""): string => `
  entry: a
  nodes:
    a: { callable: ops.f, context: { outputs: $ctx.total.sum }${more} }
  output: ${output}
`;

test("a place that no node writes", () => {
  expect(findings(flowOf("$ctx.totl"))).toEqual([
    "error output/never-set 4:14 the output is always undefined: no node writes `$ctx.totl`",
  ]);
  expect(findings(flowOf("{ amount: $ctx.total, who: '{{ $ctx.name }}' }"))).toEqual([
    "error output/never-set 4:45 the output is always undefined: no node writes `$ctx.name`",
  ]);
});

test("places that are written, above or below; records; results of nodes; the environment", () => {
  for (const output of ["$ctx.total", "$ctx.total.sum.net", "$ctx.steps", "$payload.a", "$env.HOME", "$ctx", "done"]) {
    expect(findings(flowOf(output)), output).toEqual([]);
  }
});

test("a node with context access may write anything", () => {
  expect(findings(flowOf("$ctx.name", ", allow_context_access: true"))).toEqual([]);
});
