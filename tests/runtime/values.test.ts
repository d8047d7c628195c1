import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { env, FlowError, part, place, read, text } from "@flowc/runtime";
import { errorOf, flow, node } from "./flows.js";

describe("read (SPEC 3)", () => {
  const value: unknown = { a: { b: [10, { c: null }] }, "odd key": 1, text: "hey" };
  it.each([
    [["a", "b", 0], 10],
    [["a", "b", "0"], 10],
    [["a", "b", 1, "c"], null],
    [["a", "b", "length"], 2],
    [["odd key"], 1],
    [["text", "length"], 3],
    [["text", 1], "e"],
    [["text", "1"], "e"],
    [["text", 9], undefined],
    [["a", "b", 1, "c", "d"], undefined],
    [["a", "x", "y"], undefined],
    [["toString"], undefined],
    [["a", "constructor"], undefined],
    [["__proto__"], undefined],
    [["a", "b", "map"], undefined],
    [["text", "trim"], undefined],
    [["a", "b", 0, "toFixed"], undefined],
  ] as [[string | number, ...(string | number)[]], unknown][])("%j gives %j", (path, expected) => {
    expect(path.reduce<unknown>((found, key) => read(found, key), value)).toEqual(expected);
  });

  it("takes any number of keys", () => {
    const deep = { a: { b: { c: { d: { e: { f: { g: { h: 1 } } } } } } } };
    expect(read(deep, "a", "b", "c", "d", "e", "f")).toEqual({ g: { h: 1 } });
    expect(read(deep, "a", "b", "c", "d", "e", "f", "g", "h")).toBe(1);
  });

  it("never reads inherited properties", () => {
    class Base {
      get inherited(): number {
        return 1;
      }
    }
    expect(read(new Base(), "inherited")).toBeUndefined();
    expect(read(Object.create({ a: 1 }) as unknown, "a")).toBeUndefined();
  });

  it("never throws, and undefined leads nowhere", () => {
    fc.assert(
      fc.property(fc.anything(), fc.array(fc.oneof(fc.string(), fc.nat())), (anything, path) => {
        path.reduce<unknown>((found, key) => read(found, key), anything);
        expect(read(undefined, "a")).toBeUndefined();
        expect(read(null as unknown, "a")).toBeUndefined();
      }),
    );
  });
});

describe("place (SPEC 4)", () => {
  it("is the object at the key, created if there is none", () => {
    const inner = { x: 1 };
    const parent: Record<string, unknown> = { inner, list: [1], text: "in the way", nothing: null };
    expect(place(parent, "inner")).toBe(inner);
    expect(place(parent, "list")).toEqual([1]);
    for (const key of ["text", "nothing", "new", "toString", "constructor"]) {
      expect(place(parent, key)).toEqual({});
      expect(place(parent, key)).toBe(parent[key]);
    }
  });

  it("rejects `__proto__`", () => {
    const parent: Record<string, unknown> = {};
    expect(() => place(parent, "__proto__")).toThrow(FlowError);
  });

  it("never changes a prototype", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (keys) => {
        fc.pre(!keys.includes("__proto__"));
        let parent: Record<string, unknown> = {};
        for (const key of keys) parent = place(parent, key) as Record<string, unknown>;
        parent["polluted"] = true;
        expect(Reflect.get({}, "polluted")).toBeUndefined();
      }),
    );
  });
});

describe("part (SPEC 4)", () => {
  it.each([
    [{ a: 1 }, 1],
    [{ a: undefined }, undefined],
    [{ b: 1 }, { b: 1 }],
    [null, null],
    [undefined, undefined],
    ["text", "text"],
    [5, 5],
  ])("of %o", (result, expected) => expect(part(result, "a")).toEqual(expected));

  it("takes no inherited property", () => expect(part([1], "map")).toEqual([1]));
});

describe("text (SPEC 3)", () => {
  it.each([
    [["a ", 1, " b"], "a 1 b"],
    [[undefined, null, ""], ""],
    [[true, false], "truefalse"],
    [[1.5, 2.0, -0], "1.520"],
    [[{ a: [1, null] }], '{"a":[1,null]}'],
    [[["x", 2]], '["x",2]'],
    [[10n], "10"],
    [[{ toJSON: () => undefined }], ""],
    [[], ""],
  ])("of %o is %s", (parts, expected) => expect(text(...parts)).toBe(expected));

  it("reports an object that has no JSON", async () => {
    const cyclic: Record<string, unknown> = {};
    cyclic["self"] = cyclic;
    for (const value of [cyclic, { n: 1n }]) {
      expect(await errorOf(() => text(value))).toMatchObject({ name: "FlowError", code: "run/no-text" });
    }
    const nodes = [node("a", () => 1, [], { inputs: () => text(cyclic), at: "7:1" })];
    expect(await errorOf(() => flow(nodes).run({}))).toMatchObject({ nodeId: "a", at: "test.flow.yaml:7:1" });
  });
});

describe("env (SPEC 3)", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
  });
  it("is the variable, or empty if it is not set or there is no process", () => {
    vi.stubEnv("FLOWC_TEST", "x");
    expect(env("FLOWC_TEST")).toBe("x");
    expect(env("FLOWC_TEST_UNSET")).toBe("");
    expect(env("toString")).toBe("");
    vi.stubGlobal("process", undefined);
    expect(env("FLOWC_TEST")).toBe("");
    vi.stubGlobal("process", {});
    expect(env("FLOWC_TEST")).toBe("");
  });

  it("is undefined as an operand of `??` if it is not set", () => {
    vi.stubEnv("FLOWC_TEST", "");
    expect(env("FLOWC_TEST", undefined)).toBe("");
    expect(env("FLOWC_TEST_UNSET", undefined)).toBeUndefined();
    vi.stubGlobal("process", undefined);
    expect(env("FLOWC_TEST", undefined)).toBeUndefined();
  });
});
