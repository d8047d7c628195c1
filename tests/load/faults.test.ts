import { describe, expect, test } from "vitest";
import { dataOf, faultsOf, load, placeOf } from "./load.js";

/** A fault, its source, and all findings: code, place and the text there. */
const faults: readonly (readonly [fault: string, source: string, ...found: string[]])[] = [
  ["tabs as indentation, once", "nodes:\n\ta: 1\n\tb: 2", 'yaml/tab-indent 2:1 "\\t"'],
  ["a tab among blanks", "nodes:\n  a:\n  \t  b: 1\n  c: 2", 'yaml/tab-indent 3:3 "\\t"'],
  ["a tab before an item", "edges:\n\t- a >> b", 'yaml/tab-indent 2:1 "\\t"'],
  ["an open double quote", 'a: "foo\nb: "bar"', 'yaml/unclosed-quote 1:4 "\\""'],
  ["an open single quote", "a: 'foo\nb: 1", 'yaml/unclosed-quote 1:4 "\'"'],
  ["an open quote at the end", 'a: 1\r\nb: "foo\r\n', 'yaml/unclosed-quote 2:4 "\\""'],
  ["an open quote in brackets", 'a: [x, "y]\nb: 1', 'yaml/unclosed-quote 1:8 "\\""'],
  ["a quote that ends a text too early", "a: 'it's'", 'yaml/syntax 1:8 "s\'"'],
  ["text behind a quoted text", 'a: "b" c\nd: 1', 'yaml/needs-quotes 1:8 "c"'],
  ["an open mapping", "a: { b: 1\nc: 2", 'yaml/unclosed-bracket 1:4 "{"'],
  ["an open list", "a:\n  b: [1,\n    2\n  c: 3", 'yaml/unclosed-bracket 2:6 "["'],
  ["an open bracket in JSON", '{ "a": [1, 2, "b": 3 }', 'yaml/unclosed-bracket 1:8 "["'],
  ["an open bracket in the place of a key", "a:\n  b: 1\n  {c: 2\n  d: 3\n", 'yaml/unclosed-bracket 3:3 "{"'],
  [
    "a quote that is missing in JSON",
    '{\n  "a": {\n    "b: {\n      "c": 1\n    }\n  },\n  "d": [\n    ["x", "y"]\n  ]\n}\n',
    'yaml/missing-comma 4:8 "c\\""',
  ],
  [
    "entries behind an open bracket",
    "a:\n[ b: 1\n  c:\n    d:\n      - $x\n    e:\n      - $y\n",
    'yaml/unclosed-bracket 2:1 "["',
  ],
  ["an open file of JSON", '{\n  "a": { "b": 1 }\n', 'yaml/unclosed-bracket 1:1 "{"'],
  ["a bracket of the other kind", "a: [1, 2}\nb: 1", 'yaml/unclosed-bracket 1:4 "["'],
  ["a bracket too many", "a: [1, 2]]\nb: 1", 'yaml/syntax 1:10 "]"'],
  ["a bracket alone", "}", 'yaml/syntax 1:1 "}"'],
  ["no blank after a colon", "name: x\nentry:a\nb: 1", 'yaml/missing-blank 2:6 ":"'],
  ["no blank after the first colon", "entry:a\nname: x", 'yaml/missing-blank 1:6 ":"'],
  ["no blank after the last colon", "name: x\nentry:a", 'yaml/missing-blank 2:6 ":"'],
  ["no blank in brackets", "a: { callable:ops.x, b: 1 }", 'yaml/missing-blank 1:14 ":"'],
  ["no blank after a dash", "edges:\n  - a\n  -b", 'yaml/missing-blank 3:3 "-"'],
  ["no colon", "name: x\nentry\nnodes: 1", 'yaml/missing-colon 2:1 "entry"'],
  ["no comma in a line", 'a: { b: "x" c: 1 }', 'yaml/missing-comma 1:13 "c"'],
  ["no comma behind a plain text", "a: { b: x.y c: { d: 1 } }", 'yaml/missing-comma 1:13 "c"'],
  ["no comma in JSON", '{\n  "a": 1\n  "b": 2\n}', 'yaml/missing-comma 3:3 "\\"b\\""'],
  ["no colon in JSON", '{ "a" 1 }', 'yaml/missing-comma 1:7 "1"'],
  ["two commas", "a: [1, , 2]", 'yaml/syntax 1:8 ","'],
  ["a second colon", "a: Step 1: load\nb: 1", 'yaml/nested-colon 1:4 "Step 1:"'],
  ["a key that is indented more", "a: 1\n  b: 2\nc: 3", 'yaml/bad-indent 2:3 "b"'],
  ["a key that is indented less", "a:\n    b: 1\n  c: 2", 'yaml/bad-indent 3:3 "c"'],
  ["an item that is indented less", "a:\n  - b\n - c", 'yaml/bad-indent 3:2 "-"'],
  ["an entry that is indented less than all others", "a:\n  b: 1\n c: 2\n  d: 3\n  e: 4", 'yaml/bad-indent 3:2 "c"'],
  ["entries below a key without a colon", "a\n  b:\n    c: 1\n  d: 2\n  e: 3", 'yaml/missing-colon 1:1 "a"'],
  [
    "wrong indents in two outermost entries",
    "a:\n    b: 1\n  c: 2\nd:\n    e: 1\n  f: 2",
    'yaml/bad-indent 3:3 "c"',
    'yaml/bad-indent 6:3 "f"',
  ],
  ["an item among keys", "a: 1\n- b", 'yaml/syntax 2:1 "-"'],
  ["a key among items", "- a\nb: 1", 'yaml/syntax 2:1 "b"'],
  ["a list in the line of its key", "a: - b", 'yaml/syntax 1:4 "-"'],
  ["an at sign", "a: @b", 'yaml/needs-quotes 1:4 "@b"'],
  ["a backquote", "a: `b`", 'yaml/needs-quotes 1:4 "`b`"'],
  ["text behind a template", "a: {{ $ctx.b }} c", 'yaml/needs-quotes 1:17 "c"'],
  ["an edge without a source", "- a >> b\n- >> c", 'yaml/needs-quotes 2:3 ">> c"'],
  ["an edge that begins with a bar", "- | b", 'yaml/needs-quotes 1:3 "| b"'],
  ["an edge that begins with an ampersand", "- & b", 'yaml/needs-quotes 1:3 "&"'],
  ["an edge that begins with a star", "- *a >> b", 'yaml/needs-quotes 1:6 ">>"'],
  ["two wrong escapes", 'a: "\\p\\q"\nb: 1', 'yaml/bad-escape 1:5 "\\\\p"', 'yaml/bad-escape 1:7 "\\\\q"'],
  ["a short escape", 'a: "\\xZ1"', 'yaml/bad-escape 1:5 "\\\\xZ1"'],
  ["a tag of a program", "a: !!python/name:x 1", 'yaml/unknown-tag 1:4 "!!python/name:x"'],
  [
    "tags of YAML 1.1",
    "a: !!binary YQ==\nb: !!set {}",
    'yaml/unknown-tag 1:4 "!!binary"',
    'yaml/unknown-tag 2:4 "!!set"',
  ],
  ["a tag that does not fit", "a: !!int b", 'yaml/unknown-tag 1:4 "!!int"'],
  ["a second document", "a: 1\n---\nb: 2\n---\nc: 3", 'yaml/second-document 2:1 "---"'],
  ["a second document without a marker", "a: 1\n...\n# b\nb: 2", 'yaml/second-document 4:1 "b"'],
  ["another version", "%YAML 1.1\n---\na: yes", 'yaml/syntax 1:1 "%YAML"'],
  ["an unknown directive", "%FOO\n---\na: 1", 'yaml/syntax 1:1 "%FOO"'],
  ["a directive without a document start", "%YAML 1.2\na: 1", 'yaml/syntax 2:1 "a"'],
  ["an empty file", "", 'yaml/empty 1:1 ""'],
  ["a file of comments", "# a\n\n# b\n", 'yaml/empty 1:1 ""'],
  ["a document of nothing", "---\n...\n", 'yaml/empty 1:1 ""'],
  ["a NUL", "a: 1\nb: x\0y", 'yaml/not-text 2:5 "\\u0000"'],
  ["a control character", "a: \u0002", 'yaml/not-text 1:4 "\\u0002"'],
  ["bytes that were no UTF-8", "a: caf\uFFFD", 'yaml/not-text 1:7 "\uFFFD"'],
];

describe("reports", () => {
  test.each(faults)("%s", (_fault, source, ...found) => {
    expect(faultsOf(source)).toEqual(found);
  });

  test.each(faults)("%s, with CRLF", (_fault, source, ...found) => {
    const places = (text: string): string[] =>
      load(text).diagnostics.map(({ code, span }) => `${code} ${placeOf(span)}`);
    expect(places(source.replaceAll(/\r?\n/g, "\r\n"))).toEqual(
      found.map((line) => line.split(" ").slice(0, 2).join(" ")),
    );
  });
});

test.each([
  ["%FOO\n---\na: 1", "1:1", "the directive `%FOO` is unknown"],
  ["%TAG !e!\n---\na: 1", "1:1", "a `%TAG` line has a handle and a prefix, and no more"],
  ["%YAML 1.3\n---\na: 1", "1:7", "a `%YAML` line states one version, 1.2"],
  ["%YAML 1.2\na: 1", "2:1", "a `---` is missing behind the lines that begin with `%`"],
  ["%YAML 1.2", "1:10", "a `---` is missing behind the lines that begin with `%`"],
  ["--- a: 1\nb: 2", "1:5", "a mapping or list begins in the line of the `---`"],
  ["--- !!map a: 1", "1:5", "a mapping or list begins in the line of the `---`"],
  ["a: &x[1]", "1:6", "a blank is missing behind an anchor or a tag"],
  ["a: &x &y b", "1:7", "a value has two anchors"],
  ["a: !!str !!str b", "1:10", "a value has two tags"],
  ["a: &x b\nc: &y *x", "2:7", "an alias has an anchor or a tag of its own"],
  ["a:\n  &x - b", "2:3", "a list begins in the line of its anchor or tag"],
  ["a: |\n    \n  b", "3:3", "an empty line before this one has more spaces"],
  [">a\n  b\n\tc", "3:2", "the text behind `|` or `>` is not indented"],
  ["- a\n- - b\n  c", "3:3", "an item of this list has no `- `"],
  [`${"a".repeat(1100)}: 1`, "1:1", "a key is longer than 1024 characters"],
  ['a: "b"#c', "1:7", "a comment begins right behind a value"],
  ["a: [\n  - b\n  ]", "2:3", "inside brackets there are no lists of `- ` lines"],
  ["a: b\n&x", "2:3", "the text ends too early"],
])("%j is explained in flowc's words", (source, place, detail) => {
  const found = load(source).diagnostics.map(({ message, span }) => [placeOf(span), message]);
  expect(found).toContainEqual([place, `this is not valid YAML: ${detail}`]);
});

test("an open quote in an open bracket is reported with its bracket", () => {
  expect(faultsOf('{\n  "a": "b')).toEqual(['yaml/unclosed-bracket 1:1 "{"', 'yaml/unclosed-quote 2:8 "\\""']);
});

test("all faults of a file are reported if the shape of the file is certain", () => {
  const source = 'a: "\\q"\nb: &x 1\na: *y\nc: .nan\nd: !foo 1\ne: @x\n---\nf: 1';
  expect(faultsOf(source)).toEqual([
    'yaml/bad-escape 1:5 "\\\\q"',
    'yaml/duplicate-key 3:1 "a"',
    'yaml/unknown-alias 3:4 "*y"',
    'yaml/not-finite 4:4 ".nan"',
    'yaml/unknown-tag 5:4 "!foo"',
    'yaml/needs-quotes 6:4 "@x"',
    'yaml/second-document 7:1 "---"',
  ]);
});

test("faults in several lines are all reported", () => {
  expect(faultsOf("a: [1, 2\nb: { c: 1\nd: x: y\ne: 'f' g")).toEqual([
    'yaml/unclosed-bracket 1:4 "["',
    'yaml/unclosed-bracket 2:4 "{"',
    'yaml/nested-colon 3:4 "x:"',
    'yaml/needs-quotes 4:8 "g"',
  ]);
});

test("a file whose shape is not certain gives no document", () => {
  expect(load("a: [1\nb: 2").document).toBeUndefined();
  expect(dataOf(load('a: "\\q"\nb: 2').document)).toEqual(
    new Map<string, unknown>([
      ["a", "\\q"],
      ["b", 2],
    ]),
  );
});

test("a missing bracket also shows where it should have been", () => {
  const [diagnostic] = load("a: [1, 2\nb: 3").diagnostics;
  expect(diagnostic?.related.map(({ span }) => placeOf(span))).toEqual(["2:1"]);
});

test("a missing blank has a fix", () => {
  for (const [source, mended] of [
    ["name: x\nentry:a", "name: x\nentry: a"],
    ["a: { b:1 }", "a: { b: 1 }"],
    ["a:\n  - b\n  -c", "a:\n  - b\n  - c"],
  ] as const) {
    const [diagnostic] = load(source).diagnostics;
    const [edit] = diagnostic?.fix?.edits ?? [];
    const { start, end } = edit?.span ?? { start: { offset: 0 }, end: { offset: 0 } };
    expect(source.slice(0, start.offset) + (edit?.text ?? "") + source.slice(end.offset)).toBe(mended);
  }
});
