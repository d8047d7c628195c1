import { describe, expect, test } from "vitest";
import { load, placeOf, scalarAt, textAt } from "./load.js";

/** In each source the value of `key` contains one `!`. `at` is its line and column. */
const styles: readonly (readonly [style: string, source: string, value: string, at: string])[] = [
  ["plain", "key: a !b", "a !b", "1:8"],
  ["plain of several lines", "key: a\n  b\n  c !d\nafter: 1", "a b c !d", "3:5"],
  ["plain with an empty line", "key: a\n\n  b !c", "a\nb !c", "3:5"],
  ["single quoted", "key: 'it''s !'", "it's !", "1:13"],
  ["single quoted of several lines", "key: 'a  \n\n\n   b''!'", "a\n\nb'!", "4:7"],
  ["double quoted", 'key: "a\\tb!"', "a\tb!", "1:11"],
  ["every length of escapes", 'key: "\\x41\\u0042\\U00000043\\"!"', 'ABC"!', "1:29"],
  ["an escape that is the character", 'key: "a\\x21b"', "a!b", "1:8"],
  ["an escape of two units", 'key: "\\U0001F600!"', "😀!", "1:17"],
  ["a continued line", 'key: "a\\\n   b!"', "ab!", "2:5"],
  ["a continued line with an escaped blank", 'key: "a \\\n  \\ b!"', "a  b!", "2:6"],
  ["a folded break in double quotes", 'key: "a  \n  b!"', "a b!", "2:4"],
  ["literal", "key: |\n  a\n   b!\n", "a\n b!\n", "3:5"],
  ["literal, stripped", "key: |-\n  a\n\n  b!\n\n", "a\n\nb!", "4:4"],
  ["literal, kept", "key: |+\n  a!\n\n", "a!\n\n", "2:4"],
  ["literal with an indentation indicator", "key: |2\n   a!\n", " a!\n", "2:5"],
  ["literal with all indicators and a comment", "key: |1- # comment\n  a!\n", " a!", "2:4"],
  ["literal with empty lines first", "key: |\n\n\n  a!\n", "\n\na!\n", "4:4"],
  ["folded", "key: >\n  a\n  b!\n", "a b!\n", "3:4"],
  ["folded with empty lines", "key: >-\n  a\n\n\n  b!\n", "a\n\nb!", "5:4"],
  ["folded with a line of more blanks", "key: >\n  a\n    b\n  c!\n", "a\n  b\nc!\n", "4:4"],
  ["folded with a line that begins with a tab", "key: >\n  a\n  \tb\n  c!\n", "a\n\tb\nc!\n", "4:4"],
  ["flow mapping", "{ other: 1, key: a!b }", "a!b", "1:19"],
  ["flow mapping of several lines", "{\n  other: [1, 2],\n  key: a\n    b!\n}", "a b!", "4:6"],
  ["JSON", '{\n\t"key": "a\\/b!"\n}', "a/b!", "2:14"],
  ["anchor and tag", "key: &anchor !!str a!b", "a!b", "1:21"],
  ["alias", "other: &x a!b\nkey: *x", "a!b", "1:12"],
  ["explicit key", "? key\n: a!b", "a!b", "2:4"],
  ["CRLF", "other: 1\r\nkey: |\r\n  a\r\n  b!\r\n", "a\nb!\n", "4:4"],
  ["CRLF in quotes", 'key: "a\r\n\r\n  b!"\r\n', "a\nb!", "3:4"],
  ["lone CR", "other: 1\rkey: |\r  a\r  b!\r", "a\nb!\n", "4:4"],
  ["tabs", "key:\ta\tb!\t# comment", "a\tb!", "1:9"],
  ["wide characters", "key: é😀漢!", "é😀漢!", "1:10"],
  ["byte order mark", "\uFEFFkey: a!b", "a!b", "1:7"],
  ["document start", "%YAML 1.2\n---\nkey: a!b", "a!b", "3:7"],
];

describe("a character is found in", () => {
  test.each(styles)("%s", (_style, source, value, place) => {
    const { document, diagnostics } = load(source);
    expect(diagnostics).toEqual([]);
    const scalar = scalarAt(document, "key");
    expect(scalar.value).toBe(value);
    const start = value.indexOf("!");
    expect(placeOf(scalar.spanOf({ start, end: start + 1 }))).toBe(place);
  });
});

describe("a range", () => {
  const source = 'key: "ab\\n\\x41 \n  c"';
  const scalar = scalarAt(load(source).document, "key");
  const rangeText = (start: number, end: number): string => textAt(source, scalar.spanOf({ start, end }));

  test("reaches from its first to its last character", () => {
    expect(scalar.value).toBe("ab\nA c");
    expect(rangeText(0, 2)).toBe("ab");
    expect(rangeText(1, 4)).toBe("b\\n\\x41");
    expect(rangeText(4, 5)).toBe("\n");
    expect(rangeText(0, 6)).toBe(source.slice(6, -1));
  });

  test("is clamped to the value", () => {
    expect(rangeText(-3, 1)).toBe("a");
    expect(rangeText(5, 99)).toBe("c");
    expect(rangeText(99, 120)).toBe("");
    expect(placeOf(scalar.spanOf({ start: 99, end: 99 }))).toBe("2:4");
  });

  test("that is empty is between its neighbours", () => {
    expect(scalar.spanOf({ start: 0, end: 0 }).start.column).toBe(7);
    expect(scalar.spanOf({ start: 3, end: 3 }).start.column).toBe(11);
    expect(placeOf(scalar.spanOf({ start: 6, end: 6 }))).toBe("2:4");
  });

  test.each([
    ["folded", "key: >-\n  a\n\n\n  b", ["3:1", "4:1"]],
    ["plain", "key: a\r\n\r\n\r\n  b", ["2:1", "3:1"]],
    ["double quoted", 'key: "a  \n\n  \n  b"', ["2:1", "3:3"]],
    ["literal", "key: |-\n  a\n\n  b", ["2:4", "3:1"]],
  ])("of line feeds covers the breaks that remain: the first one is folded away (%s)", (_style, text, places) => {
    const folded = scalarAt(load(text).document, "key");
    expect(folded.value).toBe("a\n\nb");
    expect([1, 2].map((start) => placeOf(folded.spanOf({ start, end: start + 1 })))).toEqual(places);
  });

  test("of an empty text is within its quotes", () => {
    expect(placeOf(scalarAt(load("key: ''").document, "key").spanOf({ start: 0, end: 1 }))).toBe("1:7");
    expect(placeOf(scalarAt(load("key: |\nafter: 1").document, "key").spanOf({ start: 0, end: 0 }))).toBe("2:1");
  });

  test("of a value that is not text is a part of its source if they are spelled alike, otherwise all of it", () => {
    const numbers = "a: 1234\nb: 0x10\nc: ~\nd: TRUE";
    const { document } = load(numbers);
    const partOf = (key: string, start: number, end: number): string =>
      textAt(numbers, scalarAt(document, key).spanOf({ start, end }));
    expect(partOf("a", 1, 3)).toBe("23");
    expect(partOf("b", 1, 2)).toBe("0x10");
    expect(partOf("b", 0, 0)).toBe("");
    expect(partOf("c", 0, 4)).toBe("~");
    expect(partOf("d", 0, 1)).toBe("TRUE");
  });
});

describe("spans", () => {
  const source = "# top\nnodes:\n  a: &x\n    - 'b'\n    - |\n      c\n# end\nflow: { k: [1] } # comment\n";
  const { document } = load(source);

  test("include quotes, block headers and brackets, but neither comments nor what follows", () => {
    expect(textAt(source, scalarAt(document, "nodes", "a", 0).span)).toBe("'b'");
    expect(textAt(source, scalarAt(document, "nodes", "a", 1).span)).toBe("|\n      c\n");
    const spans = document?.kind === "mapping" ? document.entries.map(({ value }) => textAt(source, value.span)) : [];
    expect(spans).toEqual(["a: &x\n    - 'b'\n    - |\n      c\n", "{ k: [1] }"]);
  });

  test("of keys are their own", () => {
    const keys = document?.kind === "mapping" ? document.entries.map(({ key }) => textAt(source, key.span)) : [];
    expect(keys).toEqual(["nodes", "flow"]);
  });
});
