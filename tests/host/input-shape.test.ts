import path from "node:path";
import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { planFlow } from "../../compiler/plan-flow.js";
import { createNodeHost } from "../../src/host/node-host.js";
import { createInputShapes } from "../../src/host/value-shape/input-shape.js";
import type { ValueShape } from "../../src/host/value-shape/value-shape.js";
import { createProject } from "../cli/run-cli.js";

/** The shape of the input of a flow whose entry is `ops.ts#first`. */
function shapeIn(files: Readonly<Record<string, string>>, head = ""): ValueShape | undefined {
  const projectDir = createProject(files);
  const host = createNodeHost({ projectDir });
  const text = `${head}entry: a\nnodes:\n  a: { callable: ./ops.ts#first }\n`;
  const { plan, diagnostics } = planFlow({ path: "a.flow.yaml", text }, host);
  if (plan === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const shapes = createInputShapes(host, (file) => readFileSync(file, "utf8"));
  const shape = shapes.of(plan);
  for (const file of shapes.read) expect(Object.keys(files)).toContain(path.relative(projectDir, file));
  return shape;
}

const ofType = (type: string, more = ""): ValueShape | undefined =>
  shapeIn({ "ops.ts": `${more}\nexport function first(input: ${type}): unknown { return input; }\n` });

/** `{ id: text, size?: number }` in short. */
function shown(shape: ValueShape | undefined): string {
  if (shape === undefined) return "nothing";
  if (shape.kind === "choice") return shape.options.map((option) => JSON.stringify(option)).join("|");
  if (shape.kind !== "object") return shape.kind;
  return `{${shape.fields.map(({ key, isOptional, shape: of }) => `${key}${isOptional ? "?" : ""}: ${shown(of)}`).join(", ")}}`;
}

describe("the shape of an input, by the type of the entry's parameter", () => {
  it.each<[string, string, string?]>([
    ["string", "text"],
    ["number", "number"],
    ["boolean", "boolean"],
    ['"a" | "b"', '"a"|"b"'],
    ["1 | -2 | null", "1|-2|null"],
    ["boolean | null", "true|false|null"],
    ["{ readonly id: string; size?: number }", "{id: text, size?: number}"],
    ["{ a: string | undefined; b: boolean | undefined }", "{a?: text, b?: boolean}"],
    ["{ 'a b': string; 1: number }", "{a b: text, 1: number}"],
    ["{ inner: { deep: { x: number } } }", "{inner: {deep: {x: number}}}"],
    [
      "{ list: string[]; map: Record<string, number>; when: Date; any: unknown }",
      "{list: json, map: json, when: json, any: json}",
    ],
    [
      "Order",
      '{id: text, kind: "x"|"y"}',
      'interface Base { id: string }\ninterface Order extends Base { kind: Kind }\ntype Kind = "x" | "y";',
    ],
    ["Readonly<Order>", "{id: text}", "type Order = { id: string };"],
    ["A & B", "{a: text, b: number}", "type A = { a: string };\ninterface B { b: number }"],
    ["Color", '0|5|6|"x"', "enum Color { Red, Green = 5, Blue, Other = 'x' }"],
    [
      "Tree",
      "{value: number, left?: {value: number, left?: {value: number, left?: {value: number, left?: json}}}}",
      "interface Tree { value: number; left?: Tree }",
    ],
    ["{ f(): void }", "json"],
    ["{ [key: string]: number }", "json"],
    ["Box<string>", "json", "interface Box<T> { value: T }"],
    ["Partial<{ a: string }>", "json"],
    ["typeof x", "json", "const x = 1;"],
    ["Twice", "json", "interface Twice { a: string }\ninterface Twice { b: string }"],
    ["{ __proto__: string }", "json"],
    ["Missing", "json"],
  ])("%s", (type, shape, more) => {
    expect(shown(ofType(type, more))).toBe(shape);
  });

  it.each<[string, string]>([
    ["an arrow function", "export const first = (input: { a: string }) => input;"],
    ["a function expression", "export const first = function (input: { a: string }) { return input; };"],
    ["a default of the parameter", 'export const first = (input: { a: string } = { a: "" }) => input;'],
    ["a pattern", "export function first({ a }: { a: string }) { return a; }"],
    ["a function that is exported below", "function first(input: { a: string }) { return input; }\nexport { first };"],
  ])("of %s", (_, source) => {
    expect(shown(shapeIn({ "ops.ts": source }))).toBe("{a: text}");
  });

  it.each<[string, string]>([
    ["without a parameter", "export const first = () => 1;"],
    ["without a type", "export const first = (input) => input;"],
    [
      "with several signatures",
      "export function first(a: string): string;\nexport function first(a: number): number;\nexport function first(a: never) { return a; }",
    ],
    ["that is made elsewhere", "const make = () => (input: string) => input;\nexport const first = make();"],
  ])("is not known of a function %s", (_, source) => {
    expect(shapeIn({ "ops.ts": source })).toBeUndefined();
  });
});

test("types are followed into other modules", () => {
  const files = {
    "ops.ts": 'import type { Order as Given } from "./all.js";\nexport const first = (input: Given) => input;\n',
    "all.ts": 'export * from "./orders.js";\nexport * from "./all.js";\n',
    "orders.ts":
      'import { Line } from "./line.js";\ninterface Own { id: string; line: Line }\nexport type { Own as Order };\n',
    "line.ts": "export interface Line { sku: string }\n",
  };
  expect(shown(shapeIn(files))).toBe("{id: text, line: {sku: text}}");
});

test("the declared type of a flow wins", () => {
  const files = {
    "ops.ts": "export const first = (input: unknown) => input;\n",
    "types.ts": "export interface Order { id: string }\n",
  };
  expect(shown(shapeIn(files, "input: ./types.ts#Order\n"))).toBe("{id: text}");
});
