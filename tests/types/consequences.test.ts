import { expect, test } from "vitest";
import { checkCases, type TypedCase } from "./check-cases.js";

const numbers = Array.from({ length: 60 }, (_, at) => at + 1).join(" | ");
const ops = `export declare function a(): { kind: "x"; total: number } | { kind: "y"; other: string };
export declare function many(): { n: ${numbers} };
export declare function f(p: unknown): void;
`;

const choice = (condition: string, of = "a"): TypedCase => ({
  name: condition,
  flow: `entry: a\nnodes:\n  a: { callable: ./ops.ts#${of} }\n  b: { callable: ./ops.ts#f }\n  c: { callable: ./ops.ts#f }\nedges:\n  - a >> (b when ${condition} | c otherwise)\n`,
  files: { "ops.ts": ops },
});

test("beside a key that there is not, nothing is reported that only follows from it", async () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["$result.knd == 'x'", ["error types/read knd"]],
    ["$result.nope", ["error types/read nope"]],
    ["$result.kind == 'x' and $result.totl > 1", ["error types/read totl"]],
    ["$result.kind == 'z'", ["error types/condition 'z'"]],
    ["$result.kind == 'x' and $result.total > 'a'", ["error types/condition $result.total > 'a'"]],
  ];
  await checkCases(
    cases.map(([condition]) => choice(condition)),
    (found) => {
      expect(cases.map(([condition]) => [condition, found.get(condition)?.check])).toEqual(cases);
    },
  );
}, 60_000);

test("a union of many members is cut, and says how many more there are", async () => {
  await checkCases([choice("$result.n == 99", "many")], (found) => {
    const [text] = found.get("$result.n == 99")?.diagnostics.map(({ message }) => message) ?? [];
    expect(text).toContain("`1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | … (45 more)`");
  });
}, 60_000);

test("the characters of texts in types are printed as they are", async () => {
  const flow = "entry: a\nnodes:\n  a: { callable: ./ops.ts#a }\n  b: { callable: ./ops.ts#b }\nedges:\n  - a >> b\n";
  const types = `export declare function a(): "😀" | "é";\nexport declare function b(p: ["😀", 1]): void;\n`;
  await checkCases([{ name: "texts", flow, files: { "ops.ts": types } }], (found) => {
    const [text] = found.get("texts")?.diagnostics.map(({ message }) => message) ?? [];
    expect(text).toBe('`b` takes `["😀", 1]`; what `a` sends is `"😀" | "é"`');
  });
}, 60_000);
