import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createReport } from "../../compiler/diagnostics/report.js";
import type { DocumentNode } from "../../compiler/load/document.js";
import { documentOf } from "../../compiler/load/document-of.js";
import { at, dataOf, placeOf, scalarAt, sourcesOf, textAt } from "./load.js";

function build(value: unknown): { document: DocumentNode | undefined; text: string; faults: string[] } {
  const report = createReport();
  const { document, text } = documentOf(value, "config", report);
  const faults = report.diagnostics.map(
    ({ code, span, message }) => `${code} ${placeOf(span)} ${textAt(text, span)}: ${message}`,
  );
  return { document, text, faults };
}

const dataFaults = (value: unknown): string[] =>
  build(value).faults.map((fault) => fault.replace(/^value\/not-data /, ""));

describe("the document of a value", () => {
  test("is its JSON, with functions and classes by name", () => {
    function extract(): void {
      return undefined;
    }
    class HttpNode {}
    const value = {
      entry: "a",
      nodes: { a: { callable: extract, type: HttpNode, skip: undefined }, "b c": [1, null, true, []] },
      edges: {},
      last: () => 1,
    };
    const { document, text, faults } = build(value);
    expect(faults).toEqual([]);
    expect(text).toBe(
      `{
  "entry": "a",
  "nodes": {
    "a": {
      "callable": [function extract],
      "type": [class HttpNode]
    },
    "b c": [
      1,
      null,
      true,
      []
    ]
  },
  "edges": {},
  "last": [function last]
}`,
    );
    const callable = scalarAt(document, "nodes", "a", "callable");
    expect([callable.host, callable.value, textAt(text, callable.span)]).toEqual([
      extract,
      "[function extract]",
      "[function extract]",
    ]);
    expect(placeOf(callable.spanOf({ start: 10, end: 17 }))).toBe("5:29");
    expect(scalarAt(document, "nodes", "a", "type").host).toBe(HttpNode);
    expect(scalarAt(document, "entry")).not.toHaveProperty("host");
    expect(placeOf(at(document, "nodes", "b c", 2).span)).toBe("11:7");
  });

  test("has the place of every character", () => {
    const { document, text } = build({ key: 'a"\n\\é😀\u2028$ctx.x' });
    const scalar = scalarAt(document, "key");
    expect(sourcesOf(text, scalar).slice(0, 5)).toEqual(["a", '\\"', "\\n", "\\\\", "é"]);
    expect(textAt(text, scalar.spanOf({ start: 8, end: 12 }))).toBe("$ctx");
    const key = document?.kind === "mapping" ? document.entries[0]?.key : undefined;
    expect(key && textAt(text, key.spanOf({ start: 0, end: 1 }))).toBe("k");
  });

  test("is the value itself for everything that JSON has", () => {
    const toData = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(toData)
        : typeof value === "object" && value !== null
          ? new Map(Object.entries(value).map(([key, member]) => [key, toData(member)]))
          : value;
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const { document, text, faults } = build(value);
        expect(faults).toEqual([]);
        expect(text).toBe(JSON.stringify(value, null, 2));
        expect(dataOf(document)).toEqual(toData(value));
      }),
    );
  });

  test("has only own members, including `__proto__`", () => {
    const inherited: object = Object.create({ inherited: 1 }) as object;
    expect(dataFaults({ a: inherited })).toEqual([
      "2:8 [an instance of Object]: `a` is an instance of Object: that cannot be part of a flow",
    ]);
    const { document } = build(JSON.parse('{ "__proto__": { "a": 1 } }'));
    expect(dataOf(document)).toEqual(new Map([["__proto__", new Map([["a", 1]])]]));
    expect(dataOf(build(Object.assign(Object.create(null) as object, { a: 1 })).document)).toEqual(new Map([["a", 1]]));
    expect(build(Object.defineProperty({}, "hidden", { value: 1 })).text).toBe("{}");
  });

  test("may contain one object twice", () => {
    const shared = { a: 1 };
    expect(build([shared, shared]).faults).toEqual([]);
  });
});

describe("what is not data is reported, never thrown", () => {
  test("cycles", () => {
    const value: { inner: { list: unknown[] } } = { inner: { list: [] } };
    value.inner.list.push(value, value.inner);
    expect(dataFaults(value).map((fault) => fault.replace(/^.*\]: /, ""))).toEqual([
      "`inner.list[0]` is the same object as the value, which contains it: that cannot be part of a flow",
      "`inner.list[1]` is the same object as `inner`, which contains it: that cannot be part of a flow",
    ]);
  });

  const notData: readonly (readonly [what: string, make: () => unknown])[] = [
    ["an instance of Date", () => new Date(0)],
    ["an instance of Map", () => new Map()],
    ["an instance of RegExp", () => /x/],
    ["an instance of Order", () => new (class Order {})()],
    ["an instance of a class", () => new (class {})()],
    ["an instance of Promise", () => Promise.resolve()],
    ["a symbol", () => Symbol("x")],
    ["a bigint", () => 10n],
    ["undefined", () => [undefined]],
    ["undefined", () => new Array<unknown>(1)],
    ["a member whose key is a symbol", () => ({ [Symbol("x")]: 1 })],
    ["a getter that throws", () => Object.defineProperty({}, "x", { enumerable: true, get: fail })],
    ["an object that cannot be read", () => new Proxy({}, { ownKeys: fail })],
    ["an object that cannot be read", revoked],
  ];

  test.each(notData)("%s", (what, make) => {
    const { document, faults } = build({ at: make() });
    expect(document).toBeUndefined();
    expect(faults.length).toBe(1);
    expect(faults[0]).toMatch(/^value\/not-data \d:/);
    expect(faults[0]).toContain(` is ${what}: that cannot be part of a flow`);
  });

  test("a value that is nothing", () => {
    expect(dataFaults(undefined)).toEqual(["1:1 [undefined]: the value is undefined: that cannot be part of a flow"]);
  });

  test("numbers that JSON does not have", () => {
    expect(build([NaN, -Infinity, 2 ** 60]).faults.map((fault) => fault.split(":").slice(0, 2).join(":"))).toEqual([
      "yaml/not-finite 2:3 NaN",
      "yaml/not-finite 3:3 -Infinity",
    ]);
  });

  test("values that are too deep or too large", () => {
    let deep: unknown[] = [];
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    expect(build(deep).faults.map((fault) => fault.split(" ")[0])).toEqual(["yaml/too-deep"]);
    let wide: unknown[] = [1];
    for (let depth = 0; depth < 40; depth++) wide = [wide, wide];
    expect(build(wide).faults.map((fault) => fault.split(" ")[0])).toEqual(["yaml/too-large"]);
  });
});

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function fail(): never {
  throw new Error("no");
}
