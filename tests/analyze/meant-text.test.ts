import { expect, test } from "vitest";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { planFlow } from "../../compiler/plan-flow.js";
import { permissiveHost } from "../docs/page-host.js";

/** The findings of a flow whose node `b` has this input, and which has this edge. */
function found({ inputs = "1", edge = "a >> b" }: { inputs?: string; edge?: string }): readonly Diagnostic[] {
  const text = `entry: a
nodes:
  a: { callable: ops.a, context: { outputs: $ctx.data } }
  b:
    callable: ops.b
    context:
      inputs: ${inputs}
edges:
  - ${edge}
`;
  return planFlow({ path: "case.flow.yaml", text }, permissiveHost, {}).diagnostics;
}

test.each([
  ["$cxt.data", "did you mean `$ctx`?", "Replace `$cxt` with `$ctx`"],
  ["$Ctx.data", "did you mean `$ctx`?", "Replace `$Ctx` with `$ctx`"],
  ["$paylod.a", "did you mean `$payload`?", "Replace `$paylod` with `$payload`"],
  ["$context.data", "did you mean `$ctx`?", undefined],
  ['"${ctx.data}"', "write `$ctx.data`", undefined],
  ['"${ ctx.data }/${payload.a}"', "write `{{ $ctx.data }}/{{ $payload.a }}`", undefined],
  ["$ctx.data || 1", "write `$ctx.data ?? 1`", undefined],
  ["$ctx.data?.name", "write `$ctx.data.name`", undefined],
  ["payload.delivered today", 'if it is text, write `{{ "payload.delivered today" }}`', undefined],
  ["env", 'if it is text, write `{{ "env" }}`', undefined],
])("the input %s is shown how it is written", (inputs, help, fix) => {
  const [finding] = found({ inputs });
  expect(finding?.help).toBe(help);
  expect(finding?.fix?.title).toBe(fix);
});

test("a scope that is none of them is shown as a key of the context and as a node", () => {
  const [finding] = found({ inputs: "$a" });
  expect(finding?.help).toContain("a key of the context is `$ctx.a`, the result of a node `$payload.a`");
});

test.each([
  ["[a, b, c]", "write `a >> b >> c`"],
  ["{ from: a, to: b }", "write `a >> b`"],
  ["a: b", "write `a >> b`"],
  ["from: a", undefined],
  ["a >> [b, c]", "a group is written in parentheses: `(a & b)` or `(a | b)`"],
])("the edge %s is shown how it is written", (edge, help) => {
  expect(found({ edge })[0]?.help).toBe(help);
});

test("a list of edges without spaces behind its dashes gets them", () => {
  const text = "entry: a\nnodes:\n  a: { callable: ops.a }\n  b: { callable: ops.b }\nedges:\n  -a >> b\n";
  const [finding] = planFlow({ path: "case.flow.yaml", text }, permissiveHost, {}).diagnostics;
  expect(finding?.fix?.edits.map((edit) => edit.text)).toEqual(["[a >> b]"]);
});

test.each([
  ["concurrency: 4", "it belongs to a LoopNode or, next to `nodes`, to the flow"],
  ["edges: [a >> b]", "it is a key of the flow: move it next to `nodes`, to the same column"],
  ["description: Loads it.", "write `describe: { summary: … }` for a node"],
])("the key %s in a node is sent where it belongs", (key, help) => {
  const text = `entry: a\nnodes:\n  a:\n    callable: ops.a\n    ${key}\n`;
  const { diagnostics } = planFlow({ path: "case.flow.yaml", text }, permissiveHost, {});
  expect(diagnostics.map((finding) => finding.help)).toEqual([help]);
});

test("durations have days", () => {
  const planned = (timeout: string) => {
    const text = `{ entry: a, nodes: { a: { callable: ops.a, policy: { timeout: ${timeout} } } } }`;
    return planFlow({ path: "case.flow.yaml", text }, permissiveHost, {});
  };
  expect(planned("2d").plan?.nodes[0]?.policy?.timeout).toBe(172_800_000);
  expect(planned("1.5 d").plan?.nodes[0]?.policy?.timeout).toBe(129_600_000);
  expect(planned("2 days").diagnostics[0]?.fix?.edits[0]?.text).toBe("2d");
  expect(planned("25d").diagnostics[0]?.code).toBe("policy/bad-duration");
});
