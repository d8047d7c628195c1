import { expect, test } from "vitest";
import { checkCases, type TypedCase } from "./check-cases.js";

const ops = `export class Parts { constructor(readonly b: number, readonly c: string) {} }
export class Loose { b?: number }
export class Box<T> { constructor(readonly b: T) {} }
export class Longer extends Parts { more = 1 }
export class Method { b = 1; c(): void {} }
export interface Named extends Parts {}
export declare function parts(): Parts;
export declare function promised(): Promise<Parts | null>;
export declare function either(): Parts | { b: number };
export declare function loose(): Loose;
export declare function box(): Box<number>;
export declare function longer(): Longer;
export declare function method(): Method;
export declare function named(): Named;
export declare function plain(): { b: number; c: string };
export declare function any(p: unknown): void;
export declare function number(p: number): void;
export declare function text(p: string | Parts | null): void;
`;

const warning = (of: string): string => `warning types/keys-of-instance ./ops.ts#${of}`;

/** The functions of a node `a` and of its successors `b` and `c`, and what is reported. */
const plain: readonly (readonly [string, string, string, readonly string[]])[] = [
  ["parts", "any", "any", [warning("parts")]],
  ["parts", "number", "any", [warning("parts"), "error types/payload b"]],
  ["promised", "any", "text", [warning("promised")]],
  ["either", "number", "any", [warning("either"), "error types/payload b"]],
  ["loose", "number", "any", [warning("loose"), "error types/payload b"]],
  ["box", "number", "any", [warning("box"), "error types/payload b"]],
  ["named", "any", "any", [warning("named")]],
  ["method", "any", "any", [warning("method")]],
  ["longer", "any", "any", []],
  ["plain", "number", "text", []],
];

const router: readonly (readonly [string, readonly string[]])[] = [
  ["parts", ["error types/not-a-route ./ops.ts#parts"]],
  ["promised", ["error types/not-a-route ./ops.ts#promised"]],
  ["plain", []],
];

test("an instance of a class is no mapping of successors, though its type looks like one", async () => {
  const ofPlain = plain.map(([a, b, c]): TypedCase => {
    const flow = `entry: a\nnodes:\n  a: { callable: ./ops.ts#${a} }\n  b: { callable: ./ops.ts#${b} }\n  c: { callable: ./ops.ts#${c} }\nedges:\n  - a >> (b & c)\n`;
    return { name: `${a} ${b} ${c}`, flow, files: { "ops.ts": ops } };
  });
  const ofRouters = router.map(([a]): TypedCase => {
    const flow = `entry: a\nnodes:\n  a: { type: RoutingNode, callable: ./ops.ts#${a} }\n  b: { callable: ./ops.ts#any }\n  c: { callable: ./ops.ts#any }\nedges:\n  - a >> (b | c)\n`;
    return { name: `router ${a}`, flow, files: { "ops.ts": ops } };
  });
  const joined: TypedCase = {
    name: "join",
    flow: "entry: s\nnodes:\n  s: { callable: ./ops.ts#number }\n  a: { callable: ./ops.ts#box }\n  b: { callable: ./ops.ts#both }\nedges:\n  - s >> a\n  - (a & s) >> b\n",
    files: { "ops.ts": `${ops}export declare function both(p: { a: number; s: number }): void;\n` },
  };
  await checkCases([...ofPlain, ...ofRouters, joined], (found) => {
    const told = (name: string): readonly string[] | undefined => found.get(name)?.check;
    expect(plain.map(([a, b, c]) => [a, told(`${a} ${b} ${c}`)])).toEqual(plain.map(([a, , , check]) => [a, check]));
    expect(router.map(([a]) => [a, told(`router ${a}`)])).toEqual(router);
    expect(told("join")).toEqual([warning("box"), "error types/payload b"]);
  });
}, 60_000);
