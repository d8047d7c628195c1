import { expect, test } from "vitest";
import { checkCases, type TypedCase } from "./check-cases.js";

const ops = `import { route } from "@flowc/runtime";
export interface Empty {}
export const unmarked = () => route("b", { payload: {} });
export declare function empty(): {};
export declare function list(): [{}, Map<string, {}>];
export declare function f(p: never): void;
export declare function g(p: unknown): { ok: boolean };
`;

interface Printed {
  readonly flow: string;
  /** The messages of `types/read` and `types/payload`. */
  readonly messages: readonly string[];
}

const node = (id: string, callable: string, more = ""): string =>
  `  ${id}: { callable: ./ops.ts#${callable}${more} }\n`;
const reads = (value: string): string => `, context: { inputs: ${value} }`;

const cases: readonly Printed[] = [
  {
    flow: `entry: a\nnodes:\n${node("a", "empty")}${node("b", "g")}edges:\n  - a >> b when $result.y == 2\n`,
    messages: ["`$result` is `{}` (from `a`), which has no `y`"],
  },
  {
    flow: `entry: a\nnodes:\n${node("a", "g")}${node("b", "g")}edges:\n  - a >> b when $result.y == 2\n`,
    messages: ["`$result` is `{ ok: boolean }` (from `a`), which has no `y`"],
  },
  {
    flow: `entry: a\nnodes:\n${node("a", "unmarked")}${node("b", "g")}edges:\n  - a >> b when $result.y == 2\n`,
    messages: ['`$result` is `{ target: "b"; confidence?: number; reason?: string }` (from `a`), which has no `y`'],
  },
  {
    flow: `entry: a\ncontext: ./ops.ts#Empty\nnodes:\n${node("a", "g", reads("$ctx.x"))}edges: []\n`,
    messages: ["`$ctx` is `{}`, which has no `x`"],
  },
  {
    flow: `entry: a\nnodes:\n${node("a", "empty")}${node("b", "g", reads("$payload.a.x"))}edges:\n  - a >> b\n`,
    messages: ["`$payload.a` is `{}` (from `a`), which has no `x`"],
  },
  {
    flow: `entry: a\nnodes:\n${node("a", "list")}${node("b", "f", reads("{ a: $payload.a, b: 1 }"))}edges:\n  - a >> b\n`,
    messages: ["`f` takes `never`; what `inputs` gives is `{ a: [{}, Map<string, {}>]; b: 1 }`"],
  },
];

test("a type without members is printed as {}, in each message that shows what a read finds", async () => {
  const typed = cases.map(({ flow }, index): TypedCase => ({ name: String(index), flow, files: { "ops.ts": ops } }));
  await checkCases(typed, (found) => {
    const printed = typed.map(({ name }) => {
      const { diagnostics = [] } = found.get(name) ?? {};
      return diagnostics.filter(({ code }) => /^types\/(?:read|payload)$/u.test(code)).map(({ message }) => message);
    });
    expect(printed).toEqual(cases.map(({ messages }) => messages));
  });
});
