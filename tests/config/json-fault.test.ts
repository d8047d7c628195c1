import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonFault } from "../../src/base/json-fault.js";
import { parseJson } from "../../src/base/parse-json.js";

describe("the first fault of a text that is not JSON", () => {
  test.each([
    ["", 0, "expected a value, found its end"],
    ["{ a: 1 }", 2, "expected a key in double quotes or `}`, found `a`"],
    ["{ 'a': 1 }", 2, "expected a key in double quotes or `}`, found `'`"],
    ['{ "a" 1 }', 6, "expected `:`, found `1`"],
    ['{ "a": gen }', 7, "expected a value, found `gen`"],
    ['{ "a": 1, }', 10, "expected a key in double quotes, found `}`"],
    ['{ "a": 1 "b": 2 }', 9, 'expected `,` or `}`, found `"`'],
    ["[1, 2", 5, "expected `,` or `]`, found its end"],
    ["[1,]", 3, "expected a value, found `]`"],
    ["[1}", 2, "expected `,` or `]`, found `}`"],
    ["[01]", 1, "expected a value or `]`, found `01`"],
    ["[1] // one", 4, "expected its end, found `/`"],
    ["Infinity", 0, "expected a value, found `Infinity`"],
    ['["a\nb"]', 1, "a text in double quotes does not end in its line, or has an escape that JSON does not know"],
    ['["\\x"]', 1, "a text in double quotes does not end in its line, or has an escape that JSON does not know"],
    ["\u00a01", 0, "expected a value, found `\u00a0`"],
  ])("%j", (text, offset, reason) => {
    expect(jsonFault(text)).toEqual({ offset, reason });
    expect(parseJson(text)).toEqual({ ok: false, offset, reason });
  });

  test("it is in every text that JSON.parse refuses, and what is before it could begin a JSON text", () => {
    const edited = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.nat(3),
        fc.constantFrom("", ",", "]", "}", "[", ":", '"', "0", "-", "x", "\\", "\n", "'"),
      )
      .map(([text, at, length, put]) => {
        const start = at % (text.length + 1);
        return text.slice(0, start) + put + text.slice(start + length);
      });
    const property = fc.property(edited, (text) => {
      if (parseJson(text).ok) return;
      const { offset, reason } = jsonFault(text);
      expect(reason).not.toMatch(/^expected its end, found its end$/u);
      expect(offset).toBeLessThanOrEqual(text.length);
      const before = jsonFault(text.slice(0, offset));
      expect(before.offset).toBe(offset);
      expect(before.reason).toMatch(/found its end$/u);
    });
    fc.assert(property, { numRuns: 2000 });
  });

  test("ten thousand open brackets are no problem", () => {
    expect(jsonFault("[".repeat(10_000))).toEqual({ offset: 10_000, reason: "expected a value or `]`, found its end" });
  });
});
