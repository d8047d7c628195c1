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
export class Coded extends Error { code = "x"; constructor() { super("m"); Object.freeze(this); } isNamed() { return this.name === ""; } }
export class Named extends Error { constructor() { super("m"); this.name = "Named"; } }
export class Fielded extends Error { override name = "Fielded"; }
export class Assigned extends Error { constructor() { super("m"); Object.assign(this, { name: "Assigned" }); } }
export class Deep extends Named {}
export declare class Library extends Error {}
export class Auto { accessor total = 1; }
export declare function error(): Error;
export declare function coded(): Coded;
export declare function named(): Named;
export declare function fielded(): Fielded;
export declare function assigned(): Assigned;
export declare function deep(): Deep;
export declare function library(): Library;
export declare function several(): AggregateError;
export declare function errorOrText(): Error | { name: string };
export declare function intersected(): Error & { name: "x" };
export declare function aborting(): AbortSignal;
export declare function event(): Event;
export declare function dom(): DOMException;
export declare function answer(): Response;
export declare function encoder(): TextEncoder;
export declare function auto(): Auto;
export declare function mathematics(): typeof Math;
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
  { of: "error", path: "name", isTold: true },
  { of: "error", path: "stack", isTold: false },
  { of: "error", path: "cause", isTold: false },
  { of: "failure", path: "name", isTold: true },
  { of: "coded", path: "name", isTold: true },
  { of: "coded", path: "code", isTold: false },
  { of: "named", path: "name", isTold: false },
  { of: "fielded", path: "name", isTold: false },
  { of: "assigned", path: "name", isTold: false },
  { of: "deep", path: "name", isTold: false },
  { of: "library", path: "name", isTold: false },
  { of: "several", path: "errors", isTold: false },
  { of: "several", path: "name", isTold: true },
  { of: "errorOrText", path: "name", isTold: false },
  { of: "intersected", path: "name", isTold: false },
  { of: "aborting", path: "aborted", isTold: true },
  { of: "aborting", path: "reason", isTold: true },
  { of: "event", path: "type", isTold: true },
  { of: "event", path: "isTrusted", isTold: false },
  { of: "dom", path: "name", isTold: true },
  { of: "dom", path: "message", isTold: true },
  { of: "dom", path: "stack", isTold: false },
  { of: "answer", path: "ok", isTold: true },
  { of: "answer", path: "bodyUsed", isTold: true },
  { of: "encoder", path: "encoding", isTold: true },
  { of: "auto", path: "total", isTold: true },
  { of: "mathematics", path: "PI", isTold: false },
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
    { flow: flowOf("error", f, "a >> b when $result.name"), told: ["warning types/inherited-read name"] },
    {
      flow: flowOf("aborting", f, "a >> b when $result.aborted == true"),
      told: ["warning types/inherited-read aborted"],
    },
    { flow: flowOf("acc", "callable: $ctx.a.method"), told: ["warning types/inherited-read method"] },
    { flow: flowOf("acc", `${f}, context: { inputs: $ctx.a.total }`), told: [] },
  ]);
}, 60_000);

test("a part of a result that its class has counts as missing", async () => {
  const flow = (key: string, of = "acc"): string =>
    `entry: a\nnodes:\n  a: { callable: ./ops.ts#${of}, context: { outputs: { ${key}: $ctx.x } } }\nedges: []\n`;
  await expectTold([
    { flow: flow("twice"), told: ["warning types/output-part twice"] },
    { flow: flow("total"), told: [] },
    { flow: flow("name", "error"), told: ["warning types/output-part name"] },
    { flow: flow("message", "error"), told: [] },
    { flow: flow("aborted", "aborting"), told: ["warning types/output-part aborted"] },
  ]);
}, 60_000);

test("the types of Node's own classes count as the platform's", async () => {
  const files = {
    "ops.ts": `import type { Response } from "undici-types";\nexport declare function a(): Response;\nexport declare function f(p: unknown): void;\n`,
    "node_modules/undici-types/package.json": `{ "name": "undici-types", "types": "index.d.ts" }`,
    "node_modules/undici-types/index.d.ts": "export declare class Response { readonly ok: boolean }\n",
  };
  const flow = flowOf("a", "callable: ./ops.ts#f, context: { inputs: $payload.a.ok }");
  await checkCases([{ name: "node", flow, files }], (found) => {
    expect(found.get("node")?.check).toEqual(["warning types/inherited-read ok"]);
  });
}, 60_000);
