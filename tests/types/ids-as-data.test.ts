import { expect, test } from "vitest";
import { checkCases, type TypedCase } from "./check-cases.js";

/** What a plain node `r` returns, and what `check` reports about it. Its successors are `x` and `y`. */
const cases: readonly { readonly returns: string; readonly isTold: boolean; readonly edges?: string }[] = [
  { returns: '"x" | "y"', isTold: true },
  { returns: '"x"', isTold: true },
  { returns: 'Promise<"x" | "y">', isTold: true },
  { returns: '"x" | "y" | undefined', isTold: true },
  { returns: '"x" | null', isTold: true },
  { returns: '("x" | "y")[]', isTold: true },
  { returns: 'readonly ["x", "y"]', isTold: true },
  { returns: '"x" | "y"', isTold: false, edges: "r >> x >> y" },
  { returns: '"x" | "y"', isTold: false, edges: 'r >> (x when $result == "x" | y otherwise)' },
  { returns: '"x" | "y"', isTold: false, edges: 'r >> (x when $result == "x" & y)' },
  { returns: '"x" | "z"', isTold: false },
  { returns: "string", isTold: false },
  { returns: '"x" | number', isTold: false },
  { returns: "void", isTold: false },
  { returns: "undefined", isTold: false },
  { returns: "any", isTold: false },
  { returns: "never", isTold: false },
  { returns: "string[]", isTold: false },
  { returns: "[]", isTold: false },
  { returns: "readonly number[]", isTold: false },
  { returns: '{ readonly target: "x" }', isTold: false },
];

test("a node that returns nothing but ids of its successors is reported, since it is not declared as a router", async () => {
  const typed = cases.map(({ returns, edges = "r >> (x | y)" }, index): TypedCase => {
    const nodes = "{ r: { callable: ops.r }, x: { callable: ops.x }, y: { callable: ops.x } }";
    return {
      name: String(index),
      flow: `entry: r\nnodes: ${nodes}\nedges:\n  - ${edges}\n`,
      files: { "ops.ts": `export declare function r(): ${returns};\nexport declare function x(p: unknown): void;\n` },
    };
  });
  await checkCases(typed, (found) => {
    const told = cases.map(({ returns }, index) => [returns, found.get(String(index))?.check]);
    const expected = cases.map(({ returns, isTold }) => [returns, isTold ? ["warning types/ids-as-data ops.r"] : []]);
    expect(told).toEqual(expected);
  });
}, 60_000);
