import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AstNode,
  childrenOf,
  isDynamic,
  parseEdge,
  type ParseResult,
  parseTarget,
  parseValue,
  printEdge,
  printTarget,
  printValue,
} from "../../grammar/index.js";
import { drawnRuns } from "../drawn-runs.js";
import { withoutRanges } from "./shown.js";

const pieces = [
  ...["a", "b-", "é", "1", " ", "\n", ">>", "<<", "->", ">", "<", "&", "|", "(", ")", ",", "-", "=", "\ud83d", "🎉"],
  ...["$ctx", "payload", "joins", "env", "$env", "$", "$$", ".", ".a", "[", "]", "[0]", '"', "'", "\\", "\\u{41}"],
  ...["when", "otherwise", " and ", " or ", "not ", " in ", "==", "!=", "<=", "&&", "||", "!", "===", "$result", "$("],
  ...["??", "?", "{{", "}}", "{", "}", "true", "null", "-1.5e3", "__proto__", "constructor"],
];
const valid = [
  `a >> (b when $result.x >= 0.8 and not $ctx.on | (c & d) when $result.kind in ["a", null] | e otherwise) >> f`,
  "a >> b when ($result ?? 1) == (1 < 2) >> c",
  "$( $ctx.total > 100 or $env.X == 'y' ) {{ $ctx.a != null }}",
  "a >> (b & (c | 'd e')) >> f",
  "(a | b) & c >> d",
  `$ctx.a["odd key"][0] ?? $payload.b ?? "x" ?? -1.5`,
  "Dear {{ $ctx.name ?? 'you' }}, {{ \"{{\" }} costs $$ {{ $env.X }}",
  "$payload['a.b'].c",
];
const mutations = fc
  .tuple(fc.constantFrom(...valid), fc.nat(60), fc.nat(4), fc.constantFrom("", ...pieces))
  .map(([text, at, removed, put]) => text.slice(0, at) + put + text.slice(at + removed));
const texts = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 25 }).map((list) => list.join("")),
  mutations,
);

function expectRanges(text: string, { ast, errors }: ParseResult<AstNode>): void {
  const starts = errors.map(({ range }) => range.start);
  expect(starts).toEqual([...starts].sort((one, other) => one - other));
  for (const { range, params } of errors) {
    expectInside({ start: 0, end: text.length }, range);
    // A function that is called ends in `()`.
    if ("found" in params) expect(text.slice(range.start, range.end)).toBe(String(params.found).replace(/\(\)$/u, ""));
  }
  if (ast === undefined) return;
  expectInside({ start: 0, end: text.length }, ast.range);
  expectChildrenInside(ast);
}

function expectChildrenInside(node: AstNode): void {
  for (const child of childrenOf(node)) {
    expectInside(node.range, child.range);
    expectChildrenInside(child);
  }
}

function expectInside(outer: AstNode["range"], { start, end }: AstNode["range"]): void {
  expect(
    outer.start <= start && start <= end && end <= outer.end,
    `${start}-${end} in ${outer.start}-${outer.end}`,
  ).toBe(true);
}

describe("any text", () => {
  it("as an edge gives an AST that can be printed, or errors within it", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const result = parseEdge(text);
        expectRanges(text, result);
        // The second error at a place would be a consequence of the first.
        const ofEdge = result.errors.filter(({ code }) => code.startsWith("edge/"));
        expect(new Set(ofEdge.map(({ range }) => range.start)).size).toBe(ofEdge.length);
        if (result.errors.length > 0) return;
        expect(result.ast).toBeDefined();
        if (result.ast) expect(withoutRanges(parseEdge(printEdge(result.ast)).ast)).toEqual(withoutRanges(result.ast));
      }),
      { numRuns: drawnRuns({ short: 1_500, long: 5_000 }) },
    );
  });

  it("as a value gives an AST that can be printed, or errors within it", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const result = parseValue(text);
        expectRanges(text, result);
        if (result.errors.length > 0) return;
        expect(result.ast).toBeDefined();
        if (result.ast)
          expect(withoutRanges(parseValue(printValue(result.ast)).ast)).toEqual(withoutRanges(result.ast));
        expect(isDynamic(text)).toBe(result.ast?.kind === "reference" || result.ast?.kind === "coalesce");
      }),
      { numRuns: drawnRuns({ short: 1_500, long: 5_000 }) },
    );
  });

  it("as a target gives an AST that can be printed, or errors within it", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const result = parseTarget(text);
        expectRanges(text, result);
        expect(result.ast === undefined).toBe(result.errors.length > 0);
        if (result.ast)
          expect(withoutRanges(parseTarget(printTarget(result.ast)).ast)).toEqual(withoutRanges(result.ast));
      }),
      { numRuns: drawnRuns({ short: 1_500, long: 5_000 }) },
    );
  });
});

// With a text of this size, recursion overflows the stack, and quadratic time exceeds the time-out.
describe("a very long text", () => {
  const long = (piece: string): string => piece.repeat(Math.ceil(300_000 / piece.length));

  it.each([
    "(",
    ")",
    "a",
    "a-",
    "-",
    "->",
    "=",
    "a>>",
    "(a)",
    "a|(b&",
    "''",
    "\\'",
    "é\u0301",
    "🎉",
    " ",
    "a ",
    "()",
    "(a>>",
    "when ",
    "b when $result.a & ",
    "b when (",
    "b when [",
    "b when not ",
    "b when 1 < ",
    "b when ([(",
  ])("of %j gives errors within it as an edge", (piece) => {
    const text = `a >> ${long(piece)}`;
    const { errors } = parseEdge(text);
    expect(errors.every(({ range }) => range.end <= text.length)).toBe(true);
  });

  it.each([" ?? $ctx.a", " ??", ".a", "[0]", "[", "]", "['a'", ".", " b", "1", "-", "\\'", "'", "{{", "}}", "(", " "])(
    "of %j gives errors within it as an expression",
    (piece) => {
      const text = `$ctx.a${long(piece)}`;
      const { errors } = parseValue(text);
      expect(errors.every(({ range }) => range.end <= text.length)).toBe(true);
    },
  );

  it.each(["{{", "}}", "{", "{{ 1 }}", "{{ $ctx.a", "{{ '", "{{ }}", "a", "{ {", "$"])(
    "of %j gives errors within it as a template",
    (piece) => {
      const text = `a {{ 1 }}${long(piece)}`;
      const { errors } = parseValue(text);
      expect(errors.every(({ range }) => range.end <= text.length)).toBe(true);
    },
  );

  it("is parsed if it is correct", () => {
    const edge = parseEdge(`a${long(" >> a")}`);
    expect([edge.ast?.groups.length, edge.errors]).toEqual([60_001, []]);
    const value = parseValue(`$ctx.a${" ?? $ctx.a".repeat(100_000)}`);
    expect(value.ast?.kind === "coalesce" ? [value.ast.operands.length, value.errors] : []).toEqual([100_001, []]);
    const template = parseValue(long("{{ 1 }} "));
    expect(template.ast?.kind === "template" ? [template.ast.parts.length, template.errors] : []).toEqual([75_000, []]);
  });
});
