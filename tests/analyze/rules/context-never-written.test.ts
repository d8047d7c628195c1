import { expect, test } from "vitest";
import { findings } from "./findings.js";

const flow = (reference: string, { a = "" } = {}): string => `
  entry: a
  nodes:
    a: { callable: ops.f, context: { outputs: $ctx.customer.name }${a} }
    b: { callable: ops.f, context: { inputs: ${reference} } }
  edges: [a >> b]
`;

test("a key that is nearly a written one, at any depth", () => {
  expect(findings(flow("$ctx.custmer"))).toEqual(["warning context/never-written 4:49 no node writes `$ctx.custmer`"]);
  expect(findings(flow("$ctx.customer.nane.first"))).toEqual([
    "warning context/never-written 4:58 no node writes `$ctx.customer.nane.first`",
  ]);
});

test("what is written, also above or below", () => {
  expect(findings(flow("$ctx.customer"))).toEqual([]);
  expect(findings(flow("$ctx.customer.name"))).toEqual([]);
  expect(findings(flow("$ctx.customer.name.first"))).toEqual([]);
});

test("any other name comes from the caller", () => {
  expect(findings(flow("$ctx.order"))).toEqual([]);
  expect(findings(flow("$ctx.customer.address"))).toEqual([]);
});

test("with a declared context, or after a node with context access", () => {
  expect(findings(flow("$ctx.custmer", { a: ", allow_context_access: true" }))).toEqual([]);
  const typed = `
    entry: a
    context: ./types.ts#Context
    nodes:
      a: { callable: ops.f, context: { outputs: $ctx.customer } }
      b: { callable: ops.f, context: { inputs: $ctx.custmer } }
    edges: [a >> b]
  `;
  expect(findings(typed)).toEqual([]);
});
