import { expect, test } from "vitest";
import { checkCases, type TypedCase } from "./check-cases.js";

const flow = `entry: a
nodes:
  a: { callable: ops.a, context: { outputs: { part: $ctx.part } } }
  b: { callable: ops.b }
  c: { callable: ops.c, context: { inputs: { x: $payload.a.deep.x, y: $ctx.part } } }
  each: { type: LoopNode, body_route: item }
  item: { callable: ops.b }
  r: { type: RoutingNode, routing_rule: ops.r }
  d: { callable: ops.b }
  e: { callable: ops.b }
edges:
  - a >> (b & c & each & r)
  - each >> item
  - r >> (d | e)
`;
const ops = (a: string, r: string): string => `export declare function a(): ${a};
export declare function b(p: number): string;
export declare function c(p: { x: number; y: string }): void;
export declare const r: ${r};
`;
const rule = (returned: string): string => `(p: unknown) => ${returned}`;
const cases: readonly TypedCase[] = [
  { name: "any", flow, files: { "ops.ts": ops("any", rule("any")) } },
  { name: "promise", flow, files: { "ops.ts": ops("Promise<any>", rule("Promise<any>")) } },
  { name: "a rule that is any itself", flow, files: { "ops.ts": ops("any", "any") } },
];
const found = async (
  rules: Record<string, "warning">,
): Promise<(readonly [string, readonly string[] | undefined])[]> => {
  const texts: (readonly [string, readonly string[] | undefined])[] = [];
  const add = (checked: ReadonlyMap<string, { readonly check: readonly string[] }>): void => {
    for (const { name } of cases) texts.push([name, checked.get(name)?.check]);
  };
  await checkCases(cases, add, rules);
  return texts;
};

test("a result of type any fits everywhere", async () => {
  expect(await found({})).toEqual(cases.map(({ name }) => [name, []]));
}, 60_000);

test("types/any reports such callables if the configuration enables it", async () => {
  const both = ["warning types/any ops.a", "warning types/any ops.r"];
  expect(await found({ "types/any": "warning" })).toEqual([
    ["any", both],
    ["promise", both],
    ["a rule that is any itself", ["warning types/any ops.a"]],
  ]);
}, 60_000);
