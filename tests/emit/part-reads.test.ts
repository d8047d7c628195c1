import { expect, test } from "vitest";
import { emitModule } from "../../compiler/emit/emit-module.js";
import { planFlow } from "../../compiler/plan-flow.js";
import { permissiveHost } from "../docs/page-host.js";

/** The payload of `r`, which reads below `$ctx.x`. */
function payloadOf(inputs: string, outputs: readonly [string, string], edges = "s >> a >> b >> r"): string {
  const text = `
entry: s
nodes:
  s: { type: RoutingNode, callable: ops.s }
  a: { callable: ops.a, context: { outputs: '${outputs[0]}' } }
  b: { callable: ops.b, context: { outputs: '${outputs[1]}' } }
  r: { callable: ops.r, context: { inputs: '${inputs}' } }
edges: ["${edges}"]
`;
  const { plan } = planFlow({ path: "case.flow.yaml", text }, permissiveHost);
  const module = plan && emitModule(plan, { path: "case.flow.ts", importExtension: "js" }).text;
  return /^ {2}r: (.*?);$/msu.exec(module?.split("interface Payloads")[1] ?? "")?.[1] ?? "";
}

test("a read of what is written in parts is the object of the parts", () => {
  expect(payloadOf("$ctx.x", ["$ctx.x.k", "$ctx.x.l"])).toBe('Plain<{ k: Results["a"]; l: Results["b"] }>');
  expect(payloadOf("$ctx.x", ["$ctx.x.k.m", "$ctx.x.l"])).toBe('Plain<{ k: { m: Results["a"] }; l: Results["b"] }>');
  expect(payloadOf("$ctx.x.y", ["$ctx.x.y.k", "$ctx.x.y.l"])).toBe('Plain<{ k: Results["a"]; l: Results["b"] }>');
});

test("a part that some path leaves out is optional; so is the whole if a path writes no part", () => {
  const parts = 'Plain<{}, { k: Results["a"]; l: Results["b"] }>';
  expect(payloadOf("$ctx.x", ["$ctx.x.k", "$ctx.x.l"], "s >> (a | b) >> r")).toBe(parts);
  const past = `s >> (a | b)", "(a | b | s) >> r`;
  expect(payloadOf("$ctx.x", ["$ctx.x.k", "$ctx.x.l"], past)).toBe(`${parts} | undefined`);
});

test("a read of one part, and of a place that is also written above", () => {
  expect(payloadOf("$ctx.x.k", ["$ctx.x.k", "$ctx.x.l"])).toBe('Results["a"]');
  expect(payloadOf("$ctx.x.k.m", ["$ctx.x", "$ctx.x.k.m.n"])).toContain("At<");
});
