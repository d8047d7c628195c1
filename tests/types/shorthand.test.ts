import { expect, test } from "vitest";
import { checkCases, type TypedCase } from "./check-cases.js";

interface Case {
  readonly name: string;
  /** The return type of the node `a`. */
  readonly a: string;
  /** The parameter types of its successors `b` and `c`. */
  readonly b: string;
  readonly c?: string;
  readonly outputs?: string;
  /** `inputs` of `b`. */
  readonly inputs?: string;
  readonly told: boolean;
}

const cases: readonly Case[] = [
  { name: "each takes its value", a: "{ b: number; c: string }", b: "number", c: "string", told: false },
  {
    name: "each takes its value if it exists",
    a: "{ b?: number; c?: string }",
    b: "number",
    c: "string",
    told: false,
  },
  { name: "a successor that never starts", a: "{ b: number }", b: "number", c: "unknown", told: true },
  { name: "a single successor that takes its value", a: "{ b: { x: number } }", b: "{ x: number }", told: false },
  { name: "a single successor that takes the whole", a: "{ b: number }", b: "{ b: number }", told: true },
  { name: "a single successor that takes anything", a: "{ b: number }", b: "unknown", told: false },
  { name: "a key that is not a successor", a: "{ b: number; x: number }", b: "{ b: number }", told: false },
  {
    name: "a key that may not be a successor",
    a: "{ b: number } | { x: number }",
    b: "unknown",
    c: "unknown",
    told: false,
  },
  { name: "any keys", a: "Record<string, number>", b: "unknown", c: "unknown", told: false },
  { name: "a class", a: "Result", b: "unknown", c: "unknown", told: false },
  { name: "a generic callable", a: "T", b: "unknown", c: "unknown", told: false },
  {
    name: "kept for a successor that may not start",
    a: "{ b?: number; c: number }",
    b: "unknown",
    c: "number",
    outputs: "$ctx.x",
    inputs: "$ctx.x",
    told: true,
  },
  {
    name: "kept for a successor that always starts",
    a: "{ b: number; c: number }",
    b: "unknown",
    c: "number",
    outputs: "$ctx.x",
    inputs: "$ctx.x",
    told: false,
  },
];

function typedCase({ name, a, b, c, outputs, inputs }: Case): TypedCase {
  const context = (key: string, text: string | undefined): string =>
    text === undefined ? "" : `, context: { ${key}: ${text} }`;
  const flow = `entry: a
nodes:
  a: { callable: ./ops.ts#a${context("outputs", outputs)} }
  b: { callable: ./ops.ts#b${context("inputs", inputs)} }
${c === undefined ? "" : "  c: { callable: ./ops.ts#c }\n"}edges:
  - a >> ${c === undefined ? "b" : "(b & c)"}
`;
  const ops = `class Result { constructor(readonly b: number) {} }
export declare function a${a === "T" ? "<T extends { b: 1 }>" : ""}(): ${a};
export declare function b(p: ${b}): void;
export declare function c(p: ${c ?? "unknown"}): void;
`;
  return { name, flow, files: { "ops.ts": ops } };
}

test("a node that routes by its keys is reported if the flow does not look as if that was intended", async () => {
  await checkCases(cases.map(typedCase), (found) => {
    const told = cases.filter(({ name }) => {
      return found.get(name)?.check.includes("warning types/routes-by-keys ./ops.ts#a") === true;
    });
    expect(told.map(({ name }) => name)).toEqual(cases.flatMap(({ name, told: is }) => (is ? [name] : [])));
    const others = cases.flatMap(({ name }) =>
      found.get(name)?.check.filter((text) => !text.includes("types/routes-by-keys")),
    );
    // The value of the key is sent: a successor that takes the whole result does not get it.
    expect(others.filter((text) => !text?.includes("types/unknowable"))).toEqual([
      "error types/payload b",
      // The types in the module take an instance of a class for a mapping, the run does not.
      "warning types/keys-of-instance ./ops.ts#a",
    ]);
  });
}, 60_000);
