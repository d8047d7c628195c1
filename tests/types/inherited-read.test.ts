import { expect, test } from "vitest";
import { checkCases, type TypedCase } from "./check-cases.js";

const ops = `export class Acc { total = 1; get twice(): number { return 2; } method(): number { return 3; } arrow = (): number => 4; static made = 5; }
export class Sub extends Acc { extra = 6; }
export class Words extends Map<string, number> {}
export interface Sized { readonly size: number; get(): number }
export declare function acc(): Acc;
export declare function sub(): Promise<Sub | null>;
export declare function map(): Map<string, number>;
export declare function words(): Words;
export declare function sized(): Sized;
export declare function mixed(): Sized | Map<string, number>;
export declare function literal(): { get size(): number };
export declare function made(): { readonly rows: Set<number> };
export declare function bytes(): Uint8Array;
export declare function pattern(): RegExp;
export declare function failure(): RangeError;
export declare function list(): number[];
export declare function text(): string;
export declare function f(p: unknown): void;
`;

/** What a node returns, and a path that the node after it reads. */
const cases: readonly { readonly of: string; readonly path: string; readonly isTold: boolean }[] = [
  { of: "acc", path: "total", isTold: false },
  { of: "acc", path: "twice", isTold: true },
  { of: "acc", path: "method", isTold: true },
  { of: "acc", path: "arrow", isTold: false },
  { of: "sub", path: "extra", isTold: false },
  { of: "sub", path: "twice", isTold: true },
  { of: "map", path: "size", isTold: true },
  { of: "words", path: "size", isTold: true },
  { of: "sized", path: "size", isTold: false },
  { of: "sized", path: "get", isTold: false },
  { of: "mixed", path: "size", isTold: false },
  { of: "literal", path: "size", isTold: false },
  { of: "made", path: "rows", isTold: false },
  { of: "made", path: "rows.size", isTold: true },
  { of: "bytes", path: "length", isTold: true },
  { of: "pattern", path: "source", isTold: true },
  { of: "pattern", path: "lastIndex", isTold: false },
  { of: "failure", path: "message", isTold: false },
  { of: "list", path: "length", isTold: false },
  { of: "text", path: "length", isTold: false },
];

const flowOf = (of: string, more: string, edge = "a >> b"): string =>
  `entry: a\nnodes:\n  a: { callable: ./ops.ts#${of}, context: { outputs: $ctx.a } }\n  b: { ${more} }\nedges:\n  - ${edge}\n`;

async function expectTold(
  typed: readonly { readonly flow: string; readonly told: readonly string[] }[],
): Promise<void> {
  const all = typed.map(({ flow }, index): TypedCase => ({ name: String(index), flow, files: { "ops.ts": ops } }));
  await checkCases(all, (found) => {
    const told = typed.map(({ flow }, index) => [flow, found.get(String(index))?.check]);
    expect(told).toEqual(typed.map(({ flow, told: expected }) => [flow, expected]));
  });
}

test("a read of a property that objects have from their class is reported, since paths read own properties alone", async () => {
  await expectTold(
    cases.map(({ of, path, isTold }) => {
      const told = isTold ? [`warning types/inherited-read ${path.split(".").at(-1) ?? ""}`] : [];
      return { flow: flowOf(of, `callable: ./ops.ts#f, context: { inputs: $payload.a.${path} }`), told };
    }),
  );
}, 60_000);

test("an inherited property is reported wherever a path is read", async () => {
  const f = "callable: ./ops.ts#f";
  await expectTold([
    {
      flow: flowOf("acc", `${f}, context: { inputs: $ctx.a.twice ?? 1 }`),
      told: ["warning types/inherited-read twice"],
    },
    {
      flow: flowOf("acc", `${f}, context: { inputs: "{{ $ctx.a.twice }}" }`),
      told: ["warning types/inherited-read twice"],
    },
    {
      flow: flowOf("acc", `${f}, context: { inputs: { x: [$ctx.a.twice] } }`),
      told: ["warning types/inherited-read twice"],
    },
    { flow: flowOf("acc", f, "a >> b when $result.twice > 1"), told: ["warning types/inherited-read twice"] },
    { flow: flowOf("acc", f, 'a >> b when $ctx.a["twice"] == 2'), told: ['warning types/inherited-read ["twice"]'] },
    { flow: flowOf("acc", "callable: $ctx.a.method"), told: ["warning types/inherited-read method"] },
    { flow: flowOf("acc", `${f}, context: { inputs: $ctx.a.total }`), told: [] },
  ]);
}, 60_000);

test("a part of a result that its class has counts as missing", async () => {
  const flow = (key: string): string =>
    `entry: a\nnodes:\n  a: { callable: ./ops.ts#acc, context: { outputs: { ${key}: $ctx.x } } }\nedges: []\n`;
  await expectTold([
    { flow: flow("twice"), told: ["warning types/output-part twice"] },
    { flow: flow("total"), told: [] },
  ]);
}, 60_000);
