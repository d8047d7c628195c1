import { expect, test } from "vitest";
import { checkCases } from "./check-cases.js";

const ops = `import type { Route } from "@flowc/runtime";
export declare function a(): { x: boolean };
export declare function rule(p: { x: boolean }): Route<"b"> | Route<"c">;
export declare function b(p: { x: boolean }): { n: number; some?: number };
export declare function c(p: { x: boolean }): { n: string };
export declare function none(p: { x: boolean }): null | { n: number };
export declare function d(p: { n: number } | { n: string }): { n: boolean };
export declare function value(p: number | string): void;
export declare function text(p: string): void;
export declare function any(p: unknown): void;
`;

interface Chained {
  readonly inputs: string;
  readonly takes: string;
  readonly b?: string;
  readonly decides?: string;
  readonly more?: string;
  /** The errors that `check` reports. */
  readonly errors: readonly string[];
}

const choice = "a >> (b when $result.x | c otherwise)";
const flowOf = ({ inputs, takes, b = "b", decides = choice, more = "" }: Chained): string => `entry: a
nodes:
  a: { callable: ./ops.ts#a }
${decides === choice ? "" : "  r: { type: RoutingNode, callable: ./ops.ts#rule }\n"}  b: { callable: ./ops.ts#${b}, context: { outputs: $ctx.x } }
  c: { callable: ./ops.ts#c, context: { outputs: [$ctx.y, { n: $ctx.k }] } }
  d: { callable: ./ops.ts#${takes}, context: { inputs: ${inputs} } }
  end: { callable: ./ops.ts#any }
${more === "" ? "" : "  last: { callable: ./ops.ts#any }\n"}edges:
  - ${decides}
  - (b | c) >> d
  - d >> end
${more}`;

const cases: readonly Chained[] = [
  { inputs: "$payload.b ?? $payload.c", takes: "d", errors: [] },
  { inputs: "$ctx.x ?? $ctx.y", takes: "d", errors: [] },
  { inputs: "$ctx.y.n ?? $ctx.x.n", takes: "value", errors: [] },
  { inputs: "{ v: $ctx.k ?? $payload.b.n }", takes: "any", errors: [] },
  { inputs: "$payload.b ?? $payload.c", takes: "d", decides: "a >> r\n  - r >> (b | c)", errors: [] },
  // Where an operand may be null, the next one is read although it is not set.
  {
    inputs: "$payload.b ?? $payload.c",
    takes: "d",
    b: "none",
    errors: ["error types/payload $payload.b ?? $payload.c"],
  },
  { inputs: "$payload.c ?? $payload.b", takes: "any", b: "none", errors: [] },
  {
    inputs: "$payload.b.some ?? $payload.c.n",
    takes: "value",
    errors: ["error types/payload $payload.b.some ?? $payload.c.n"],
  },
  // What is found is not lost.
  { inputs: "$payload.b ?? $payload.c", takes: "text", errors: ["error types/payload $payload.b ?? $payload.c"] },
  // Conditions, after the node has written.
  {
    inputs: "$payload.b ?? $payload.c",
    takes: "d",
    more: "  - d >> last when ($ctx.k ?? $payload.d.n) == 'x'\n",
    errors: [],
  },
  {
    inputs: "$payload.b ?? $payload.c",
    takes: "d",
    more: "  - d >> last when $ctx.x.n ?? $ctx.y.n == 'x'\n",
    errors: [],
  },
];

test("a chain that is never unset as a whole has no undefined, unless an operand may be null", async () => {
  const typed = cases.map((chained, index) => {
    return { name: String(index), flow: flowOf(chained), files: { "ops.ts": ops } };
  });
  await checkCases(typed, (found) => {
    const errors = typed.map(({ name }) => found.get(name)?.check.filter((one) => one.startsWith("error")));
    expect(errors).toEqual(cases.map((one) => one.errors));
  });
}, 60_000);
