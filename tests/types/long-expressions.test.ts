import { expect, test } from "vitest";
import { checkCases, type TypedCase } from "./check-cases.js";

/** TypeScript's stack ends at about a thousand operands of one operator. */
const range = (of: (index: number) => string): string[] => Array.from({ length: 1500 }, (_, index) => of(index));

const flow = (a: string, edge = "a >> b"): string => `entry: a
nodes:
  a: { ${a} }
  b: { callable: ./ops.ts#b }
edges:
  - ${edge}
`;

const ops = `export const a = (p: unknown): number => Number(p);
export const b = (p: number): number => p;
`;

const cases: readonly TypedCase[] = [
  ["a `??`", flow(`callable: ./ops.ts#a, context: { inputs: ${range((index) => `$ctx.k${index}`).join(" ?? ")} }`)],
  [
    "a condition of all",
    flow("callable: ./ops.ts#a", `a >> b when ${range((index) => `$result > ${index}`).join(" and ")}`),
  ],
].map(([name = "", text = ""]) => ({ name, flow: text, files: { "ops.ts": ops } }));

test("the module of a very long expression is one that TypeScript can check", { timeout: 120_000 }, async () => {
  await checkCases(cases, (found) => {
    expect(cases.map(({ name }) => [name, found.get(name)?.check])).toEqual(cases.map(({ name }) => [name, []]));
  });
});
