import { expect, test } from "vitest";
import { checkCases, type TypedCase } from "./check-cases.js";

const flow = `entry: a
nodes:
  a: { callable: ops.a }
  b: { callable: ops.b }
edges:
  - a >> b
`;
/** Types that contain themselves, and how a message prints them. */
const recursive: readonly (readonly [declared: string, type: string, printed: RegExp])[] = [
  [
    `export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };`,
    "Json",
    /string \| number \| Json\[\] \| \{ \[key: string\]: Json;? \}/u,
  ],
  [
    `export interface Tree { k: number; c?: Tree[] }`,
    "Tree",
    /\{ k: number; c\?: \{ k: number; c\?: Tree\[\] \}\[\] \}/u,
  ],
  [`export type List = readonly (string | List)[];`, "List", /readonly \(string \| List\)\[\]/u],
  [`export type Deep = Deep[];`, "Deep", /Deep\[\]/u],
  [`export type Grow<T> = T | Grow<T[]>[];`, "Grow<string>", /string \| /u],
  [`export type Even = (Odd | 1)[]; export type Odd = (Even | 2)[];`, "Even", /\(\(Even \| 2\)\[\] \| 1\)\[\]/u],
];

test("types that contain themselves are printed, and named where they come again", async () => {
  const cases = recursive.flatMap(([declared, type]): TypedCase[] => {
    const ops = (a: string, b: string): string =>
      `${declared}\nexport declare function a(): ${a};\nexport declare function b(p: ${b}): void;\n`;
    return [
      { name: `from ${type}`, flow, files: { "ops.ts": ops(type, "Date") } },
      { name: `to ${type}`, flow, files: { "ops.ts": ops("Date", type) } },
    ];
  });
  await checkCases(cases, (found) => {
    for (const [, type, printed] of recursive) {
      for (const name of [`from ${type}`, `to ${type}`]) {
        const [one, ...others] = found.get(name)?.diagnostics ?? [];
        expect(others, name).toEqual([]);
        expect(one?.code, name).toBe("types/payload");
        expect(one?.message, name).toMatch(printed);
      }
    }
  });
});
