import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dataOf, faultsOf, load, placeOf } from "./load.js";

const codes = (text: string): string[] => load(text).diagnostics.map(({ code, span }) => `${code} ${placeOf(span)}`);

describe("depth", () => {
  test("is at most 200", () => {
    const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
    expect(codes(nested(200))).toEqual([]);
    expect(codes(nested(201))).toEqual(["yaml/too-deep 1:201"]);
    expect(codes(`a:\n  ${nested(199)}`)).toEqual([]);
    expect(codes(`a:\n  ${nested(200)}`)).toEqual(["yaml/too-deep 2:202"]);
  });

  test.each([
    ["[", "yaml/too-deep 1:201"],
    ["{ a: ", "yaml/too-deep 1:1001"],
    ["- ", "yaml/too-deep 1:401"],
    ["? ", "yaml/too-deep 1:401"],
    ["a: ", "yaml/too-deep 1:601"],
    ["- [", "yaml/too-deep 1:598"],
  ])("of 100,000 times `%s` does not overflow the stack", (part, found) => {
    expect(codes(part.repeat(100_000))).toEqual([found]);
  });

  test("of lines counts as well", () => {
    expect(codes(Array.from({ length: 300 }, (_, index) => `${" ".repeat(index)}a:`).join("\n"))).toEqual([
      "yaml/too-deep 201:201",
    ]);
  });
});

describe("size", () => {
  test("is at most 10 million characters", () => {
    const line = "# 23456789\n";
    const comments = line.repeat(Math.floor(9_999_990 / line.length));
    const fits = `a: 1\n${comments}`;
    expect(fits.length).toBeLessThanOrEqual(10_000_000);
    expect(dataOf(load(fits).document)).toEqual(new Map([["a", 1]]));
    expect(faultsOf(`a: 1\n${"#".repeat(10_000_000)}`)).toEqual(['yaml/too-large 1:1 ""']);
  });

  test("may all be in one value", () => {
    const { document, diagnostics } = load(`a: ${"x".repeat(9_000_000)}`);
    expect(diagnostics).toEqual([]);
    expect(document?.kind).toBe("mapping");
  });
});

test("a file with a fault in every line is read to its end", () => {
  expect(faultsOf("a: 'b' c\n".repeat(500)).length).toBe(500);
  expect(faultsOf("a: 1\n".repeat(5000)).length).toBe(4999);
});

test("any text gives a document or errors, each at a place in the text, and never throws", () => {
  const part = fc.constantFrom(
    ..."\n \t:-?[]{},#&*!|>'\"%@`\r\\a1~.\u0085\uFEFF<",
    "- ",
    ": ",
    "\n  ",
    "---\n",
    "...\n",
    "<<: ",
    "&a ",
    "*a ",
    "!!str ",
    "%YAML 1.2\n",
    "\\x",
    "{{",
    "| ",
    "a: ",
    '"a"',
    "\n\t",
  );
  const text = fc.array(part, { maxLength: 30 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, (source) => {
      const { document, diagnostics } = load(source);
      expect(document !== undefined || diagnostics.length > 0).toBe(true);
      for (const { span, message } of diagnostics) {
        expect(span.start.offset).toBeLessThanOrEqual(span.end.offset);
        expect(span.end.offset).toBeLessThanOrEqual(source.length);
        expect(message).not.toMatch(/\n|undefined/);
      }
    }),
    { numRuns: 5000 },
  );
});
