import { describe, expect, test } from "vitest";
import { at, dataOf, faultsOf, load, textAt } from "./load.js";

const pairs = (text: string): unknown => {
  const { document, diagnostics } = load(text);
  expect(diagnostics).toEqual([]);
  return document?.kind === "mapping" ? document.entries.map(({ key, value }) => [key.value, dataOf(value)]) : document;
};

describe("values", () => {
  test("are those of YAML 1.2's core schema", () => {
    expect(pairs("a: 1\nb: -0x1\nc: 0o17\nd: 1.5e3\ne: yes\nf: True\ng: ~\nh:\ni: 2001-01-01\nj: 010\nk: '1'")).toEqual(
      [
        ["a", 1],
        ["b", "-0x1"],
        ["c", 15],
        ["d", 1500],
        ["e", "yes"],
        ["f", true],
        ["g", null],
        ["h", null],
        ["i", "2001-01-01"],
        ["j", 10],
        ["k", "1"],
      ],
    );
  });

  test("are the same in JSON", () => {
    const value = {
      entry: "a",
      nodes: { a: { callable: "ops.a", list: [1, null, true, 'x\n"y" \u2028 😀'] } },
      edges: [],
    };
    const asMap = (inner: unknown): unknown =>
      Array.isArray(inner)
        ? inner.map(asMap)
        : typeof inner === "object" && inner !== null
          ? new Map(Object.entries(inner).map(([key, member]) => [key, asMap(member)]))
          : inner;
    for (const indent of [undefined, 2, "\t"]) {
      const { document, diagnostics } = load(JSON.stringify(value, null, indent));
      expect(diagnostics).toEqual([]);
      expect(dataOf(document)).toEqual(asMap(value));
    }
  });

  test("may have tags of the core schema", () => {
    expect(pairs("a: !!str 1\nb: !!int '1'\nc: ! 1\nd: !!map {}\ne: !!seq []")).toEqual([
      ["a", "1"],
      ["b", 1],
      ["c", "1"],
      ["d", new Map()],
      ["e", []],
    ]);
  });
});

describe("keys", () => {
  test("are text as it is written", () => {
    expect(pairs("1: a\n0x10: b\ntrue: c\n1.0: d\n'': e\n.inf: f")).toEqual([
      ["1", "a"],
      ["0x10", "b"],
      ["true", "c"],
      ["1.0", "d"],
      ["", "e"],
      [".inf", "f"],
    ]);
  });

  test("of objects are data", () => {
    expect(pairs("__proto__: 1\nconstructor: 2\nprototype: { __proto__: 3 }\nhasOwnProperty: 4")).toEqual([
      ["__proto__", 1],
      ["constructor", 2],
      ["prototype", new Map([["__proto__", 3]])],
      ["hasOwnProperty", 4],
    ]);
    expect({}).not.toHaveProperty("1");
  });

  test("may be aliases of texts and numbers", () => {
    expect(pairs("a: &x name\nb: &y 7\n*x : 1\n*y : 2")).toEqual([
      ["a", "name"],
      ["b", 7],
      ["name", 1],
      ["7", 2],
    ]);
  });

  test("that are null, a mapping or a list are reported", () => {
    expect(faultsOf("~: 1\na: 2")).toEqual(['yaml/key-not-text 1:1 "~"']);
    expect(faultsOf("a: 1\n: 2")).toEqual(['yaml/key-not-text 2:1 ""']);
    expect(faultsOf("? [a, b]\n: 1")).toEqual(['yaml/key-not-text 1:3 "[a, b]"']);
    expect(faultsOf("? { a: 1 }\n: 1")).toEqual(['yaml/key-not-text 1:3 "{ a: 1 }"']);
    expect(faultsOf("a: &x [1]\nb: &y ~\n*x : 1\n*y : 2")).toEqual([
      'yaml/key-not-text 3:1 "*x"',
      'yaml/key-not-text 4:1 "*y"',
    ]);
  });

  test("that are a template need quotes", () => {
    const { diagnostics } = load("inputs: {{ $ctx.a }}");
    expect(diagnostics.map(({ help }) => help)).toEqual(["put a text that begins with `{{` in quotes"]);
    expect(faultsOf("inputs: {{ $ctx.a }}")).toEqual(['yaml/key-not-text 1:9 "{{ $ctx.a }}"']);
  });

  test("that occur twice are reported at the second", () => {
    const text = "a: 1\nb:\n  1: x\n  '1': y\na: 2\na: 3";
    expect(faultsOf(text)).toEqual([
      `yaml/duplicate-key 4:3 "'1'"`,
      'yaml/duplicate-key 5:1 "a"',
      'yaml/duplicate-key 6:1 "a"',
    ]);
    const { document, diagnostics } = load(text);
    expect(diagnostics.map(({ related }) => related.map(({ span }) => span.start.line))).toEqual([[3], [1], [1]]);
    expect(dataOf(document)).toEqual(
      new Map<string, unknown>([
        ["a", 1],
        ["b", new Map([["1", "x"]])],
      ]),
    );
  });
});

describe("numbers", () => {
  test("that JSON does not have are reported", () => {
    expect(faultsOf("a: .inf\nb: [-.Inf, .nan]\nc: 1e999")).toEqual([
      'yaml/not-finite 1:4 ".inf"',
      'yaml/not-finite 2:5 "-.Inf"',
      'yaml/not-finite 2:12 ".nan"',
      'yaml/not-finite 3:4 "1e999"',
    ]);
  });

  test("that would lose digits are reported", () => {
    expect(faultsOf("a: 9007199254740993\nb: -9007199254740992\nc: 0x20000000000001")).toEqual([
      'yaml/unsafe-integer 1:4 "9007199254740993"',
      'yaml/unsafe-integer 2:4 "-9007199254740992"',
      'yaml/unsafe-integer 3:4 "0x20000000000001"',
    ]);
    expect(faultsOf("a: 9007199254740991\nb: 1e300\nc: 12345678901234567890.5")).toEqual([]);
  });
});

describe("aliases", () => {
  test("are the very node of their anchor", () => {
    const { document } = load("a: &x { b: [1] }\nc: *x\nd: [*x]");
    expect(at(document, "c")).toBe(at(document, "a"));
    expect(at(document, "d", 0)).toBe(at(document, "a"));
  });

  test("refer to the last anchor before them", () => {
    expect(pairs("a: &x 1\nb: *x\nc: &x 2\nd: *x")).toEqual([
      ["a", 1],
      ["b", 1],
      ["c", 2],
      ["d", 2],
    ]);
  });

  test("without an anchor are reported with the closest", () => {
    const text = "a: &defaults 1\nb: *defalts\nc: [*later, *x1]\nd: &later 2";
    expect(faultsOf(text)).toEqual([
      'yaml/unknown-alias 2:4 "*defalts"',
      'yaml/unknown-alias 3:5 "*later"',
      'yaml/unknown-alias 3:13 "*x1"',
    ]);
    const { diagnostics } = load(text);
    expect(diagnostics.map(({ help }) => help)).toEqual([
      "did you mean `*defaults`?",
      "an anchor must come before its aliases",
      "put a text that begins with `*` in quotes",
    ]);
    expect(diagnostics[1]?.related.map(({ span }) => textAt(text, span))).toEqual(["2"]);
  });

  test("inside their own anchor are reported", () => {
    expect(faultsOf("&x [*x]")).toEqual(['yaml/alias-cycle 1:5 "*x"']);
    expect(faultsOf("a: &x\n  b: { c: *x }")).toEqual(['yaml/alias-cycle 2:11 "*x"']);
    expect(faultsOf("a: &x\n  <<: *x")).toEqual(['yaml/alias-cycle 2:7 "*x"']);
  });

  const row = (name: string, inner: string): string => `${name}: &${name} [${Array(10).fill(inner).join(", ")}]\n`;

  test("that multiply are reported once, where they become too many", () => {
    const small = row("a", "1") + row("b", "*a") + row("c", "*b");
    expect(faultsOf(small)).toEqual([]);
    const letters = [..."cdefghijkl"];
    const bomb =
      small +
      letters
        .slice(1)
        .map((name, i) => row(name, `*${letters[i] ?? ""}`))
        .join("");
    expect(faultsOf(bomb)).toEqual(['yaml/alias-bomb 4:36 "*c"']);
  });

  test("may be many in a file that is large itself", () => {
    const policy = "&p { retry: { max_attempts: 3, delay: 500ms, mode: exponential }, timeout: 30s, on_error: stop }";
    const nodes = Array.from({ length: 1500 }, (_, index) => `  n${index}: { callable: ops.run, policy: *p }`);
    expect(faultsOf(`policy: ${policy}\nnodes:\n${nodes.join("\n")}\n`)).toEqual([]);
  });
});

describe("merge keys", () => {
  test("give what the mapping does not have, at their place", () => {
    const text = "base: &base { a: 1, b: 2, c: 3 }\nit:\n  x: 0\n  <<: *base\n  b: 9\n  y: 8";
    expect(pairs(text)).toEqual([
      ["base", new Map(Object.entries({ a: 1, b: 2, c: 3 }))],
      ["it", new Map(Object.entries({ x: 0, a: 1, c: 3, b: 9, y: 8 }))],
    ]);
    const { document } = load(text);
    expect([...(dataOf(at(document, "it")) as Map<string, number>).keys()]).toEqual(["x", "a", "c", "b", "y"]);
    expect(at(document, "it", "a")).toBe(at(document, "base", "a"));
  });

  test("take lists, where the earlier entry wins, and mappings that merge", () => {
    expect(
      dataOf(load("- &a { k: 1, l: 1 }\n- &b { <<: *a, l: 2, m: 2 }\n- { <<: [*a, *b, { n: 3 }] }").document),
    ).toEqual([
      new Map(Object.entries({ k: 1, l: 1 })),
      new Map(Object.entries({ k: 1, l: 2, m: 2 })),
      new Map(Object.entries({ k: 1, l: 1, m: 2, n: 3 })),
    ]);
  });

  test("are plain: in quotes `<<` is a key", () => {
    expect(pairs("'<<': { a: 1 }\nb: 2")).toEqual([
      ["<<", new Map([["a", 1]])],
      ["b", 2],
    ]);
  });

  test("accept nothing else", () => {
    expect(faultsOf("a: &x 1\nb: { <<: *x }\nc: { <<: }\nd: { <<: [{ e: 1 }, text, [1]] }")).toEqual([
      'yaml/merge-value 2:10 "*x"',
      'yaml/merge-value 3:10 ""',
      'yaml/merge-value 4:21 "text"',
      'yaml/merge-value 4:27 "[1]"',
    ]);
    expect(faultsOf("b: { <<: *nowhere }")).toEqual(['yaml/unknown-alias 1:10 "*nowhere"']);
    expect(faultsOf("b: { <<: { a: 1 }, <<: { c: 1 } }")).toEqual(['yaml/duplicate-key 1:20 "<<"']);
  });
});
