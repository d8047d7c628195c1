import { expect, test } from "vitest";
import { defineFlow } from "@flowc/runtime";
import { compileFlow } from "../../compiler/compile.js";
import { linkFlow } from "../../compiler/link/link-flow.js";
import { planFlow } from "../../compiler/plan-flow.js";
import { openHost } from "../open-host.js";

const yaml = (nodes: readonly string[], edges: readonly string[]): { path: string; text: string } => {
  const lines = nodes.map((id) => {
    const node = id.startsWith("r") ? '{ type: RoutingNode, routing_rule: "pkg#r" }' : '{ callable: "pkg#f" }';
    return `  ${id}: ${node}\n`;
  });
  const text = `name: deep\nentry: a\nnodes:\n${lines.join("")}edges:\n${edges.map((edge) => `  - ${edge}\n`).join("")}`;
  return { path: "deep.flow.yaml", text };
};
const threeDeep = yaml(
  ["a", "b", "x", "c", "r3", "r2", "r1", "end"],
  ["a >> b >> (c | x)", "c >> r3", "r3 >> (c | r2)", "(r3 & x) >> r2", "r2 >> (b | r1)", "r1 >> (a | end)"],
);

test("a cycle names its own nodes, and of a cycle in it the header alone, in a table of format 2", () => {
  const cycles = [
    { header: "a", members: ["a", "b", "r1"] },
    { header: "b", members: ["b", "x", "c", "r2"] },
    { header: "c", members: ["c", "r3"] },
  ];
  const { plan } = planFlow(threeDeep, openHost);
  expect(plan?.cycles).toEqual(cycles);
  const { module } = compileFlow(threeDeep, openHost);
  expect(module?.text).toContain("format: 2,");
  expect(module?.text).toContain('{ header: "b", members: ["b", "x", "c", "r2"] },');
  const table = plan && linkFlow(plan, () => () => undefined);
  expect(table).toMatchObject({ format: 2, cycles });
});

test("cycles that are not inside each other leave the table in format 1, which older runtimes read", () => {
  const inRow = yaml(["a", "r1", "b", "r2", "end"], ["a >> r1", "r1 >> (a | b)", "b >> r2", "r2 >> (b | end)"]);
  const { module } = compileFlow(inRow, openHost);
  expect(module?.text).toContain("format: 1,");
});

test("a flow of cycles three deep, linked, passes each of them", () => {
  const { plan } = planFlow(threeDeep, openHost);
  if (plan === undefined) throw new Error("no plan");
  const backs: Record<string, string> = { r3: "c", r2: "b", r1: "a" };
  const goesOn: Record<string, string> = { r3: "r2", r2: "r1", r1: "end" };
  const visits = new Map<string, number>();
  const table = linkFlow(plan, () => undefined);
  const nodes = table.nodes.map((node) => {
    const decide = (): unknown => {
      const visit = (visits.get(node.id) ?? 0) + 1;
      visits.set(node.id, visit);
      return node.kind === "router" ? (visit % 2 === 1 ? backs : goesOn)[node.id] : node.id;
    };
    return { ...node, call: decide } as typeof node;
  });
  const flow = defineFlow<{ runSync(context: object): { payloads: Record<string, unknown> } }>({ ...table, nodes });
  flow.runSync({});
  // Each router goes back once, then on. The join before `r2` takes one arrival from each pass of `b`.
  expect(Object.fromEntries(visits)).toEqual({ a: 2, b: 4, x: 4, c: 8, r3: 8, r2: 4, r1: 2, end: 1 });
});
