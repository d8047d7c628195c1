import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encode } from "../../runtime/trace/encode.js";
import { redactionOf } from "../../runtime/trace/redaction.js";
import type { Json } from "../../runtime/trace/run-line.js";

interface Kept {
  readonly limit?: number;
  readonly redact?: readonly string[];
  readonly secrets?: readonly string[];
}

function encoded(value: unknown, { limit = 4096, redact = [], secrets = [] }: Kept = {}): Json {
  return encode(value, ["ctx"], { limit, redaction: redactionOf(redact, secrets) });
}

class Order {
  readonly id = 7;
  readonly #hidden = 1;
  get total(): number {
    throw new Error(String(this.#hidden));
  }
}

describe("a recorded value", () => {
  it("of plain data is that data", () => {
    const value = { a: [1, "two", null, true], b: { c: -0.5 } };
    expect(encoded(value)).toEqual(value);
    expect(encoded(Object.create(null))).toEqual({});
  });

  it.each<[string, unknown, Json]>([
    ["undefined", undefined, { $: "undefined" }],
    ["NaN", NaN, { $: "number", text: "NaN" }],
    ["-0", -0, { $: "number", text: "-0" }],
    ["a bigint", 5n, { $: "bigint", text: "5" }],
    ["a symbol", Symbol("s"), { $: "symbol", text: "Symbol(s)" }],
    ["a function", function named() {}, { $: "function", name: "named" }],
    ["a date", new Date(0), { $: "date", text: "1970-01-01T00:00:00.000Z" }],
    ["an invalid date", new Date(NaN), { $: "date", text: "invalid" }],
    ["a regular expression", /a+/u, { $: "regexp", text: "/a+/u" }],
    ["a URL", new URL("http://127.0.0.1/x"), { $: "url", text: "http://127.0.0.1/x" }],
    ["bytes", new Uint8Array(3), { $: "bytes", class: "Uint8Array", length: 3 }],
    ["a map", new Map([["k", { v: 1 }]]), { $: "map", entries: [["k", { v: 1 }]] }],
    ["a set", new Set([1]), { $: "set", entries: [1] }],
    ["an instance", new Order(), { $: "object", class: "Order", entries: [["id", 7]] }],
    [
      "an object with a key `$`",
      { $: "error", a: 1 },
      {
        $: "object",
        entries: [
          ["$", "error"],
          ["a", 1],
        ],
      },
    ],
    [
      "a getter",
      {
        get boom(): number {
          throw new Error("no");
        },
      },
      { boom: { $: "getter" } },
    ],
    ["a sparse list", [, 1], [{ $: "undefined" }, 1]],
  ])("of %s", (_, value, expected) => {
    expect(encoded(value)).toEqual(expected);
  });

  it("of an error has its cause and survives getters that throw", () => {
    const error = new TypeError("outer", { cause: new Error("inner") });
    expect(encoded(error)).toMatchObject({
      $: "error",
      name: "TypeError",
      message: "outer",
      cause: { message: "inner" },
    });
    const broken = Object.defineProperty(new Error("x"), "message", {
      get: () => {
        throw new Error("no");
      },
    });
    expect(encoded(broken)).toMatchObject({ $: "error", name: "Error", message: { $: "unreadable" } });
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(encoded({ proxy })).toEqual({ proxy: { $: "unreadable" } });
  });

  it.each(["name", "message", "stack", "cause"])("of an error whose `%s` throws keeps all else of it", (key) => {
    const of = (): Error => new TypeError("outer", { cause: new Error("inner") });
    const broken = Object.defineProperty(of(), key, {
      get: () => {
        throw new Error("no");
      },
    });
    const whole = { $: "error", name: "TypeError", message: "outer", cause: { message: "inner" } };
    expect(encoded(broken)).toMatchObject({ ...whole, [key]: { $: "unreadable" } });
    const odd = Object.defineProperty(of(), key, { value: Object.create(null) });
    const unprintable = key === "cause" ? {} : { $: "unreadable" };
    expect(encoded(odd)).toMatchObject({ ...whole, [key]: unprintable });
  });

  it("of an error has what the error has besides", () => {
    const error = Object.assign(new TypeError("no", { cause: 1 }), { code: "E_NO", name: "Own", password: "abcdef" });
    expect(encoded(error, { redact: ["**.password"] })).toMatchObject({
      name: "Own",
      entries: [
        ["code", "E_NO"],
        ["password", { $: "hidden" }],
      ],
    });
    const all = new AggregateError([new Error("one"), 2], "all");
    expect(encoded(all)).toMatchObject({ message: "all", entries: [["errors", [{ $: "error", message: "one" }, 2]]] });
    expect(encoded(new Error("plain"))).not.toHaveProperty("entries");
  });

  it("of `__proto__` as a key of its own keeps it, and sets no prototype", () => {
    const value: unknown = JSON.parse('{ "__proto__": { "a": 1 } }');
    expect(encoded(value)).toEqual({ $: "object", entries: [["__proto__", { a: 1 }]] });
  });

  it("inside of itself is marked, side by side it is repeated", () => {
    const shared = { a: 1 };
    const loop: Record<string, unknown> = { left: shared, right: shared };
    loop["self"] = loop;
    expect(encoded(loop)).toEqual({ left: { a: 1 }, right: { a: 1 }, self: { $: "again" } });
  });

  it("is cut where it is too long, never between the halves of a character", () => {
    expect(encoded("abcdefgh", { limit: 4 })).toEqual({ $: "text", text: "abcd", length: 8 });
    expect(JSON.stringify(encoded("\u0001".repeat(5000), { limit: 4096 })).length).toBeLessThan(4200);
    expect(encoded("abc😀", { limit: 4 })).toEqual({ $: "text", text: "abc", length: 5 });
    expect(encoded([1, 2, 3, 4, 5], { limit: 55 })).toEqual([1, 2, 3, { $: "more", count: 2 }]);
    expect(encoded({ a: "x".repeat(80), b: 1 }, { limit: 60 })).toMatchObject({ "…": { $: "more", count: 1 } });
    let deep: unknown = 1;
    for (let depth = 0; depth < 5000; depth += 1) deep = [deep];
    expect(JSON.stringify(encoded(deep))).toContain('{"$":"cut"}');
  });

  it("never throws, is JSON, and is at most a fifth longer than its limit", () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withSet: true,
          withTypedArray: true,
          withNullPrototype: true,
          withSparseArray: true,
          withObjectString: true,
        }),
        fc.integer({ min: 256, max: 2000 }),
        (value, limit) => {
          const found = encoded(value, { limit });
          const text = JSON.stringify(found);
          expect(JSON.parse(text)).toEqual(found);
          expect(text.length).toBeLessThanOrEqual(limit * 1.2);
        },
      ),
    );
  });
});

describe("what is redacted", () => {
  const context = { customer: { mail: "a@b.c", name: "Ann" }, list: [{ password: "p" }], password: "q" };
  it.each<[readonly string[], unknown]>([
    [["$ctx.customer.mail"], { ...context, customer: { mail: { $: "hidden" }, name: "Ann" } }],
    [["$ctx.customer"], { ...context, customer: { $: "hidden" } }],
    [["**.password"], { ...context, list: [{ password: { $: "hidden" } }], password: { $: "hidden" } }],
    [["$ctx.*.name"], { ...context, customer: { mail: "a@b.c", name: { $: "hidden" } } }],
    [["$payload.customer"], context],
  ])("by %j", (redact, expected) => {
    expect(encoded(context, { redact })).toEqual(expected);
  });

  it("are secrets as they are written in JSON and in addresses", () => {
    const secrets = ['a"b/c d', "\ud800 half"];
    const text = JSON.stringify({ token: secrets[0] });
    expect(encoded(text, { secrets })).toBe('{"token":"***"}');
    expect(encoded(`https://x/?token=${encodeURIComponent(secrets[0] ?? "")}&y`, { secrets })).toBe(
      "https://x/?token=***&y",
    );
    expect(encoded("\ud800 half", { secrets })).toBe("***");
  });

  it("are secrets, in texts, keys of errors and links", () => {
    const secrets = ["s3cret-token", "no"];
    expect(encoded({ a: "Bearer s3cret-token", b: "no", c: "none" }, { secrets })).toEqual({
      a: "Bearer ***",
      b: "***",
      c: "none",
    });
    const text = JSON.stringify(encoded([new Error("s3cret-token"), new URL("http://x/?k=s3cret-token")], { secrets }));
    expect(text).not.toContain("s3cret-token");
  });

  it("are short secrets, wherever they are no part of a word", () => {
    const secrets = ["abc", "42", "x", "$1", "-/^", "\ud800"];
    const text = "-/^ \ud800 abc token=abc; (abc) abcd 42 142 4.42 x=y ex $1";
    expect(encoded(text, { secrets })).toBe("*** *** *** token=***; (***) abcd *** 142 4.*** ***=y ex ***");
    expect(encoded(new Map([["abc", "k-abc"]]), { secrets })).toEqual({ $: "map", entries: [["***", "k-***"]] });
  });

  it("are secrets that are numbers", () => {
    const secrets = ["1234", "007", "42", " 5 ", "1e3", ""];
    const hidden = { $: "hidden" };
    expect(encoded([1234, -1234, 991234, 7, 42, 142, 5, 1000, 0, 6, "1234"], { secrets })).toEqual([
      ...[hidden, hidden, hidden, hidden, hidden, 142, hidden, hidden, 0, 6],
      "***",
    ]);
    expect(JSON.stringify(encoded({ at: 1234n, of: new Map([[1234, 1]]) }, { secrets }))).not.toContain("1234");
  });

  it("are secrets, in keys, names and patterns", () => {
    const secrets = ["s3cret"];
    const value = { s3cret: 1, map: new Map([["s3cret", 1]]), list: [Symbol("s3cret"), /s3cret/u] };
    expect(JSON.stringify(encoded(value, { secrets }))).not.toContain("s3cret");
  });

  it("is found by the keys of maps, positions in brackets and quoted keys", () => {
    const value = { users: new Map([["ann", { mail: "m", age: 1 }]]), list: [{ a: 1 }], "first name": "Ann" };
    const redact = ["$ctx.users.ann.mail", "$ctx.list[0].a", '$ctx["first name"]'];
    expect(encoded(value, { redact })).toEqual({
      users: { $: "map", entries: [["ann", { mail: { $: "hidden" }, age: 1 }]] },
      list: [{ a: { $: "hidden" } }],
      "first name": { $: "hidden" },
    });
    expect(encoded(new Map([["password", "p"]]), { redact: ["**.password"] })).toEqual({
      $: "map",
      entries: [["password", { $: "hidden" }]],
    });
  });

  it("calls nothing of lists, maps and sets", () => {
    let calls = 0;
    const boom = (): never => {
      calls += 1;
      throw new Error("no");
    };
    const list = Object.defineProperty([1, 2], 1, { get: boom });
    const own = { [Symbol.iterator]: boom };
    const values = [
      list,
      Object.assign([1], own),
      Object.assign(new Map([["k", 1]]), own),
      Object.assign(new Set([1]), own),
    ];
    expect(encoded(values)).toEqual([
      [1, { $: "getter" }],
      [1],
      { $: "map", entries: [["k", 1]] },
      { $: "set", entries: [1] },
    ]);
    expect(calls).toBe(0);
  });

  it("is refused if it is no path", () => {
    expect(() => redactionOf(["$ctx..mail"], [])).toThrow(TypeError);
  });
});
