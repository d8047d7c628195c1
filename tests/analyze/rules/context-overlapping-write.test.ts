import { expect, test } from "vitest";
import { findings } from "./findings.js";

const flow = (one: string, other: string): string => `
  entry: a
  nodes:
    a: { callable: ops.f, context: { outputs: ${one} } }
    b: { callable: ops.f, context: { inputs: $ctx.y, outputs: ${other} } }
  edges: [a >> b]
`;

test("a place and another one below it, in either order", () => {
  const message = "`$ctx.x.y.z` is part of `$ctx.x`, which another output writes as a whole";
  expect(findings(flow("$ctx.x", "$ctx.x.y.z"))).toEqual([`warning context/overlapping-write 4:61 ${message}`]);
  expect(findings(flow("$ctx.x.y.z", "$ctx.x"))).toContain(`warning context/overlapping-write 3:45 ${message}`);
});

test("places next to each other, and places in two scopes", () => {
  expect(findings(flow("$ctx.x.a", "$ctx.x.b"))).toEqual([]);
  expect(findings(flow("$ctx.x", "$joins.x.b"))).toEqual([]);
});
