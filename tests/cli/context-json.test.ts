import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { contextJson } from "../../src/cli/run/context-json.js";

class Order {
  readonly id = 1;
}

class Secret {
  readonly #key = 1;
  open(): number {
    return this.#key;
  }
}

const row = (...cells: unknown[]) => cells as [string, unknown, unknown, string | undefined];

describe("what JSON would change without a word is named", () => {
  it.each([
    row("-0", -0, 0, "-0, written as 0"),
    row("an invalid date", new Date(NaN), null, "an invalid date, written as null"),
    row("bytes", new Uint8Array([1, 2]), {}, "a Uint8Array, which JSON cannot represent"),
    row("big integers in bytes", new BigInt64Array(1), {}, "a BigInt64Array, which JSON cannot represent"),
    row("a buffer", new ArrayBuffer(2), {}, "an ArrayBuffer, which JSON cannot represent"),
    row("a shared buffer", new SharedArrayBuffer(2), {}, "a SharedArrayBuffer, which JSON cannot represent"),
    row("a view", new DataView(new ArrayBuffer(2)), {}, "a DataView, which JSON cannot represent"),
    row("a set", new Set([1]), {}, "a Set, which JSON cannot represent"),
    row("a regular expression", /a/u, {}, "a RegExp, which JSON cannot represent"),
    row("a promise", Promise.resolve(1), {}, "a Promise, which JSON cannot represent"),
    row("search parameters", new URLSearchParams("a=1"), {}, "a URLSearchParams, which JSON cannot represent"),
    row("private fields", new Secret(), {}, "a Secret, which JSON cannot represent"),
    row("a map of another realm", runInNewContext("new Map()"), {}, "a Map, which JSON cannot represent"),
    row("a generator", [].values(), {}, "an Array Iterator, which JSON cannot represent"),
    row("undefined in a list", [1, undefined, undefined], [1, null, null], "undefined in a list, written as null"),
    row("a hole in a list", Object.assign([], { length: 1 }), [null], "undefined in a list, written as null"),
    row(
      "keys of a list",
      "ab".match(/b/u),
      ["b"],
      "a list with keys of its own, which are left out: index, input, groups",
    ),
    row("symbols as keys", { [Symbol("a")]: 1, b: 2 }, { b: 2 }, "keys that are symbols, which are left out"),
  ])("%s", (_, value, written, line) => {
    const { text, leftOut } = contextJson({ x: value });
    expect(JSON.parse(text)).toEqual({ x: written });
    expect(leftOut).toEqual([`\`x\`: ${line}`]);
  });
});

describe("what JSON shows as it is, is not named", () => {
  it.each([
    row("a date", new Date(0), "1970-01-01T00:00:00.000Z", undefined),
    row("an address", new URL("https://a.example/"), "https://a.example/", undefined),
    row("an instance with fields", new Order(), { id: 1 }, undefined),
    row("an object without a prototype", Object.assign(Object.create(null) as object, { a: 1 }), { a: 1 }, undefined),
    row("an object of another realm", runInNewContext("({})"), {}, undefined),
    row("a wrapped number", Object(5), 5, undefined),
    row("a wrapped text", Object("ab"), "ab", undefined),
    row("a wrapped boolean", Object(false), false, undefined),
    row("undefined in an object", { a: undefined }, {}, undefined),
    row("half of a character", "\ud800", "\ud800", undefined),
  ])("%s", (_, value, written) => {
    const { text, leftOut } = contextJson({ x: value });
    expect(JSON.parse(text)).toEqual({ x: written });
    expect(leftOut).toEqual([]);
  });

  it("a message of an error that is no text, and holds itself, is named", () => {
    const message: Record<string, unknown> = { code: 7 };
    message["self"] = message;
    const { text, leftOut } = contextJson({ error: Object.assign(new Error(), { message }) });
    expect(JSON.parse(text)).toEqual({ error: { name: "Error", message: { code: 7 } } });
    expect(leftOut).toEqual([expect.stringContaining("an object that holds itself")]);
  });

  it("causes and parts of errors are written", () => {
    const parts = new AggregateError([new Error("one")], "all", { cause: new TypeError("why") });
    const { text, leftOut } = contextJson({ x: parts });
    expect(JSON.parse(text)).toEqual({
      x: {
        name: "AggregateError",
        message: "all",
        cause: { name: "TypeError", message: "why" },
        errors: [{ name: "Error", message: "one" }],
      },
    });
    expect(leftOut).toEqual([]);
  });
});
