import { describe, expect, test } from "vitest";
import { encode } from "../../runtime/trace/encode.js";
import { redactionOf } from "../../runtime/trace/redaction.js";
import type { Json } from "@flowc/runtime/trace";
import { errorTitle, showError, showValue } from "../../trace/report/show-value.js";
import { escapeHtml } from "../../trace/report/escape-html.js";

/** A value as the recorder writes it and a reader reads it. */
const recorded = (value: unknown, limit = 4096): Json =>
  JSON.parse(JSON.stringify(encode(value, [], { limit, redaction: redactionOf([], []) }))) as Json;

class Rate {
  readonly cents = 5;
}

describe("a value is shown as people write it", () => {
  const circle: Record<string, unknown> = { a: 1 };
  circle["self"] = circle;
  test.each([
    [1, "1"],
    ['a "b"', '"a \\"b\\""'],
    [null, "null"],
    [undefined, "undefined"],
    [NaN, "NaN"],
    [-Infinity, "-Infinity"],
    [12n, "12n"],
    [Symbol("s"), "Symbol(s)"],
    [[], "[]"],
    [{}, "{}"],
    [[1, [2]], "[1, [2]]"],
    [{ a: 1, "b c": [true] }, '{ a: 1, "b c": [true] }'],
    [new Date(0), "date 1970-01-01T00:00:00.000Z"],
    [new URL("https://example.org/"), "url https://example.org/"],
    [/a+/u, "/a+/u"],
    [new Map([["a", 1]]), 'Map { "a" => 1 }'],
    [new Set([1, "a"]), 'Set { 1, "a" }'],
    [new Uint8Array(1200), "‹Uint8Array, 1,200 bytes›"],
    [function named() {}, "‹function named›"],
    [new Rate(), "Rate { cents: 5 }"],
    [{ $: "text", text: "not ours" }, '{ $: "text", text: "not ours" }'],
    [circle, "{ a: 1, self: ‹again› }"],
    [new RangeError("too big"), "RangeError: too big"],
    [Object.assign(Object.create(null) as object, { a: 1 }), "{ a: 1 }"],
  ])("%# %s", (value, shown) => {
    expect(showValue(recorded(value))).toBe(shown);
  });

  test("what is long has a line for each item", () => {
    expect(showValue(recorded({ first: "x".repeat(60), second: { list: ["y".repeat(60)] } }))).toBe(
      `{\n  first: "${"x".repeat(60)}",\n  second: { list: ["${"y".repeat(60)}"] }\n}`,
    );
  });

  test("what was left out is said", () => {
    expect(showValue(recorded("x".repeat(5000), 20))).toMatch(/^"x+…" \(5,000 characters\)$/u);
    expect(
      showValue(
        recorded(
          Array.from({ length: 1000 }, (_, i) => i),
          60,
        ),
      ),
    ).toMatch(/… \d+ more\]$/u);
  });

  test("it is never longer than its limit", () => {
    const long = Array.from({ length: 5000 }, (_, index) => ({ index, text: "some text" }));
    const text = showValue(JSON.parse(JSON.stringify(long)) as Json, 1000);
    expect(text.length).toBeLessThanOrEqual(1001);
  });
});

describe("forged values", () => {
  test.each([
    '{"$":"text","text":{"$":"text"},"length":"</pre>"}',
    '{"$":"map","entries":7}',
    '{"$":"map","entries":[7,[],[[1]]]}',
    '{"$":"object","class":{},"entries":[[{"a":1},2]]}',
    '{"$":"error"}',
    '{"$":"error","message":{"$":"hidden"},"stack":7,"cause":{"$":"error"}}',
    '{"$":"__proto__","__proto__":1}',
    '{"$":"bytes","length":{}}',
  ])("%s", (text) => {
    const value = JSON.parse(text) as Json;
    expect([showValue(value), showError(value), errorTitle(value)].map((shown) => typeof shown)).toEqual(
      Array.from({ length: 3 }, () => "string"),
    );
  });

  test("are as deep as they like", () => {
    const deep = JSON.parse("[".repeat(50_000) + "]".repeat(50_000)) as Json;
    expect(showValue(deep).length).toBeLessThan(20_000);
    let error: Json = { $: "error", name: "E", message: "m" };
    for (let depth = 0; depth < 1000; depth++) error = { $: "error", name: "E", message: "m", cause: error };
    expect(showError(error).split("caused by").length).toBeLessThan(20);
  });
});

test("an error has what was recorded of it besides, such as its code and the errors in it", () => {
  const inner: Json = { $: "error", name: "Error", message: "one", stack: "Error: one\n    at b" };
  const error: Json = {
    $: "error",
    name: "AggregateError",
    message: { $: "unreadable" },
    stack: "Error\n    at a",
    entries: [
      ["code", "E"],
      ["errors", [inner, 2]],
    ],
  };
  expect(errorTitle(error)).toBe("AggregateError: ‹unreadable›");
  expect(showError(error)).toBe('AggregateError: ‹unreadable›\nError\n    at a { code: "E", errors: [Error: one, 2] }');
  expect(showValue([error])).toBe('[AggregateError: ‹unreadable› { code: "E", errors: [Error: one, 2] }]');
  expect(showError({ ...error, cause: error }).match(/code: "E"/gu)).toHaveLength(2);
});

test("an error has its stack, and that of its cause", () => {
  const cause = new Error("socket closed");
  const text = showError(recorded(new TypeError("no rate", { cause })));
  expect(text).toContain("TypeError: no rate\n    at ");
  expect(text).toContain("\ncaused by: Error: socket closed\n    at ");
});

test("texts are no markup, and hide nothing", () => {
  expect(escapeHtml("</script>&<b>\u0000\u202e\r\n\t\ud800a\u2028b\u2029c\u0085")).toBe(
    "&lt;/script&gt;&amp;&lt;b&gt;\\u0000\\u202e\n\t\\ud800a\\u2028b\\u2029c\\u0085",
  );
});
