import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Document, isScalar, parseDocument, Scalar, YAMLMap, YAMLSeq, type Node } from "yaml";
import type { DocumentNode, ScalarNode } from "../../compiler/load/document.js";
import { load, scalarAt, sourcesOf, textAt } from "./load.js";

const character = fc.constantFrom(..."ab  \n\n\t'\"\\:#-,[]{}é😀~0&*!|>%@`$\u00a0\u0085\u2028\0\x07\r");
const word = fc.string({ unit: character, maxLength: 14 });
const lines = fc.array(fc.constantFrom("", "a", "b c", " d", "\te", "  f  ", "g ", "\t"), { maxLength: 8 });
const value = fc.oneof(
  word,
  lines.map((parts) => parts.join("\n")),
  fc.string({ unit: "binary", maxLength: 8 }),
);
const style = fc.constantFrom<Scalar.Type>("PLAIN", "QUOTE_SINGLE", "QUOTE_DOUBLE", "BLOCK_LITERAL", "BLOCK_FOLDED");
const lineBreak = fc.constantFrom("\n", "\r\n", "\r");

interface Written {
  readonly text: string;
  readonly path: (string | number)[];
}

function stringify(source: string, type: Scalar.Type, form: { shape: string; width: number }): Written {
  const scalar = new Scalar(source);
  scalar.type = type;
  const [node, path] = inside(scalar, form.shape);
  const document = new Document();
  document.contents = node;
  const text = document.toString({ lineWidth: form.width, minContentWidth: 2 });
  // The package prints some texts so that they are read back with another shape: `["a:\na"]` as a list with a mapping.
  fc.pre(isScalar(parseDocument(text).getIn(path, true)));
  return { text, path };
}

function inside(scalar: Scalar, shape: string): [Node, (string | number)[]] {
  const mapping = new YAMLMap();
  const sequence = new YAMLSeq();
  switch (shape) {
    case "top":
      return [scalar, []];
    case "value":
      mapping.set("key", scalar);
      mapping.set("after", 1);
      return [mapping, ["key"]];
    case "item":
      sequence.add(scalar);
      sequence.add(1);
      mapping.set("list", sequence);
      return [mapping, ["list", 0]];
    default:
      sequence.add(scalar);
      sequence.add(1);
      sequence.flow = true;
      mapping.set("list", sequence);
      return [mapping, ["list", 0]];
  }
}

const form = fc.record({ shape: fc.constantFrom("top", "value", "item", "flow"), width: fc.constantFrom(0, 5, 20) });

/** Text that people may write as the source of a scalar. */
const piece = fc.constantFrom(
  " ",
  "  ",
  "\n",
  "\n\n",
  "\n ",
  "\n  ",
  "\n   ",
  "\t",
  "a",
  "b",
  "''",
  "é",
  "😀",
  ":",
  "#",
  "-",
);
const escape = fc.constantFrom("\\n", "\\x41", "\\u00e9", "\\U0001F600", "\\\n", "\\ ", "\\\t", '\\"', "\\/", "\\N");
const raw = (unit: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.array(unit, { maxLength: 12 }).map((parts) => parts.join(""));
const header = fc.constantFrom(
  "|",
  ">",
  "|-",
  ">-",
  "|+",
  ">+",
  "|2",
  ">1-",
  "|+1",
  ">2+",
  "| # comment",
  "&a |",
  "!!str >-",
);
const rawScalar = fc.oneof(
  raw(fc.oneof(piece, escape)).map((source) => `"${source}"`),
  raw(piece).map((source) => `'${source}'`),
  raw(piece).map((source) => `a${source}`),
  fc.tuple(header, raw(piece)).map(([start, source]) => `${start}\n${source}`),
  fc.tuple(header, raw(piece)).map(([start, source]) => `${start}\n  ${source.replaceAll("\n", "\n  ")}`),
);
const prefix = fc.constantFrom("", "key: ", "- ", "- - ", "a:\n  b: ", "\uFEFFkey: ", "[ ", "? ");
const suffix = fc.constantFrom("", "\n", "\n\n", "\n# comment\n", " # comment\n");

/** Whether a source text can represent a character. */
function standsFor(source: string, character: string): boolean {
  if (source === character) return true;
  if (/^(?:\r\n|\n|\r)$/.test(source)) return character === " " || character === "\n";
  if (source === "''") return character === "'";
  return source.startsWith("\\") && source.length > 1;
}

/**
 * Checks that each character of a scalar is in the file, and each place is used only once, unless an escape represents
 * two characters.
 */
function expectPlaces(text: string, scalar: ScalarNode): void {
  const characters = String(scalar.value);
  sourcesOf(text, scalar).forEach((found, index) => {
    const character = characters.charAt(index);
    // A block at the end of the file has a final line feed even if the file has none.
    if (found === "" && character === "\n" && index === characters.length - 1) return;
    if (found.startsWith("\\") && found.length > 1) expect(decodedEscape(found)).toContain(character);
    else expect([found, character, standsFor(found, character)]).toEqual([found, character, true]);
  });
}

/** The first scalar of a document that is text. */
function firstText(node: DocumentNode): ScalarNode | undefined {
  if (node.kind === "scalar") return typeof node.value === "string" && node.value !== "" ? node : undefined;
  const inner = node.kind === "sequence" ? node.items : node.entries.flatMap(({ key, value }) => [value, key]);
  return inner.map(firstText).find((found) => found && found.value !== "key");
}

function decodedEscape(source: string): string {
  const { document } = load(`"${source}"`);
  return String(scalarAt(document).value);
}

describe("the place of every character", () => {
  test("is where it is written, in every style", () => {
    fc.assert(
      fc.property(value, style, form, lineBreak, (source, type, shape, eol) => {
        const { text: printed, path } = stringify(source, type, shape);
        const text = printed.replaceAll("\n", eol);
        const { document, diagnostics } = load(text);
        // Skips control characters and lone surrogates in unquoted text, and what the package prints wrongly.
        fc.pre(diagnostics.length === 0);
        const scalar = scalarAt(document, ...path);
        fc.pre(typeof scalar.value === "string");
        expectPlaces(text, scalar);
      }),
      { numRuns: 5000 },
    );
  });

  test("is found in text that no program would write", () => {
    fc.assert(
      fc.property(prefix, rawScalar, suffix, lineBreak, (before, source, after, eol) => {
        const text = `${before}${source}${after}`.replaceAll("\n", eol);
        const { document, diagnostics } = load(text);
        const scalar = diagnostics.length === 0 && document ? firstText(document) : undefined;
        if (scalar) expectPlaces(text, scalar);
      }),
      { numRuns: 5000 },
    );
  });

  test("never goes back, and ranges consist of their characters", () => {
    fc.assert(
      fc.property(value, style, form, fc.nat(20), fc.nat(20), (source, type, shape, one, other) => {
        const { text, path } = stringify(source, type, shape);
        const { document, diagnostics } = load(text);
        fc.pre(diagnostics.length === 0);
        const scalar = scalarAt(document, ...path);
        const length = String(scalar.value).length;
        const start = Math.min(one, other, length);
        const end = Math.min(Math.max(one, other), length);
        const span = scalar.spanOf({ start, end });
        expect(span.start.offset).toBeLessThanOrEqual(span.end.offset);
        expect(span.start.offset).toBeGreaterThanOrEqual(scalar.span.start.offset);
        expect(span.end.offset).toBeLessThanOrEqual(scalar.span.end.offset);
        if (start === end) expect(textAt(text, span)).toBe("");
      }),
      { numRuns: 2000 },
    );
  });
});
