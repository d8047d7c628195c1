import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEdge, parseTarget, parseValue, printEdge, printTarget, printValue } from "../../grammar/index.js";
import { drawnRuns } from "../drawn-runs.js";
import { edgeChains, targets, values } from "./arbitrary-ast.js";
import { withoutRanges } from "./shown.js";

const runs = { numRuns: drawnRuns({ short: 600, long: 2_000 }) };

describe("an AST that is printed and parsed again is the same", () => {
  it("for edges", () => {
    fc.assert(
      fc.property(edgeChains, (ast) => {
        const again = parseEdge(printEdge(ast));
        expect(again.errors).toEqual([]);
        expect(withoutRanges(again.ast)).toEqual(withoutRanges(ast));
      }),
      runs,
    );
  });

  it("for expressions, templates and text", () => {
    fc.assert(
      fc.property(values, (ast) => {
        const again = parseValue(printValue(ast));
        expect(again.errors).toEqual([]);
        expect(withoutRanges(again.ast)).toEqual(withoutRanges(ast));
      }),
      runs,
    );
  });

  it("for targets", () => {
    fc.assert(
      fc.property(targets, (ast) => {
        const again = parseTarget(printTarget(ast));
        expect(again.errors).toEqual([]);
        expect(withoutRanges(again.ast)).toEqual(withoutRanges(ast));
      }),
      runs,
    );
  });
});

describe("a printed AST", () => {
  it.each([
    ["a>>b&c|d", "a >> ((b & c) | d)"],
    ["'a' >> \"b c\"", `a >> "b c"`],
    ["((a)) >> (b)", "a >> b"],
  ])("is the plain form of the edge %j", (text, expected) => {
    const { ast } = parseEdge(text);
    expect(ast === undefined ? undefined : printEdge(ast)).toBe(expected);
  });

  it.each([
    ["ctx['a'][0].b", "ctx['a'][0].b"],
    ["$.a??-0", "$ctx.a ?? -0"],
    [`$ctx['a']["b c"][0] ?? 'it\\'s'`, `$ctx.a["b c"][0] ?? "it's"`],
    ["$$x {{ctx.a}}", "$$x {{ $ctx.a }}"],
    ["$$x", "$$x"],
  ])("is the plain form of the value %j", (text, expected) => {
    const { ast } = parseValue(text);
    expect(ast === undefined ? undefined : printValue(ast)).toBe(expected);
  });

  const range = { start: 0, end: 0 };

  // A program can create text that has no unquoted spelling.
  it.each([
    ["ctx.a", `{{ "ctx.a" }}`],
    ["env", `{{ "env" }}`],
    ["a {{ b", `{{ "a {{ b" }}`],
  ])("puts the text %j into braces", (value, expected) => {
    expect(printValue({ kind: "plain-text", value, range })).toBe(expected);
  });

  it("escapes text that would open a hole in a template or begin an expression", () => {
    const hole = { kind: "template-hole", expression: { kind: "literal", value: 1, range }, range } as const;
    const text = (value: string) => ({ kind: "plain-text", value, range }) as const;
    const print = (...parts: (typeof hole | ReturnType<typeof text>)[]): string => {
      const printed = printValue({ kind: "template", parts, range });
      expect(parseValue(printed)).toMatchObject({ ast: { kind: "template" }, errors: [] });
      return printed;
    };
    expect(print(text("{{{ a {"), hole, text("{"))).toBe(`{{ "{" }}{{ "{" }}{ a {{ "{" }}{{ 1 }}{`);
    expect(print(text("ctx.a "), hole)).toBe(`{{ "ctx.a " }}{{ 1 }}`);
    expect(print(text("$ctx.a "), hole)).toBe("$$ctx.a {{ 1 }}");
  });
});
