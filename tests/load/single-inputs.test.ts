import { expect, test } from "vitest";
import { planFlow } from "../../compiler/plan-flow.js";
import { permissiveHost } from "../docs/page-host.js";

/** What `inputs` of a node mean, without places. */
function inputsOf(inputs: string): unknown {
  const text = `{ entry: a, nodes: { a: { callable: ./ops.ts#a, context: { inputs: ${inputs} } } } }`;
  const { plan, diagnostics } = planFlow({ path: "case.flow.yaml", text }, permissiveHost);
  expect(diagnostics).toEqual([]);
  const value: unknown = plan?.nodes[0]?.inputs;
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === "span" ? undefined : inner)));
}

// The conformance cases `expressions-003`, `-011` and `-013` record the same of the reference.
test("a list of one entry is that value alone, as a text or a mapping of one entry is", () => {
  const alone = { kind: "reference", scope: "ctx", path: [{ value: "user" }, { value: "name" }] };
  for (const inputs of ["$ctx.user.name", "{ any: $ctx.user.name }", "[$ctx.user.name]", "[{ any: $ctx.user.name }]"])
    expect(inputsOf(inputs), inputs).toEqual(alone);
});

test("a list of several entries is an object", () => {
  expect(inputsOf("[$ctx.user.name, { any: 1 }]")).toMatchObject({
    kind: "object",
    entries: [{ key: { value: "name" } }, { key: { value: "any" } }],
  });
});
