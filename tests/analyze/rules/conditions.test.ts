import { describe, expect, test } from "vitest";
import { allFindings } from "./findings.js";

/** A flow of nodes without further keys, except for those that are given. */
function flow(edges: readonly string[], nodes: Readonly<Record<string, string>> = {}): string {
  const ids = new Set(
    [
      ...edges
        .join(" ")
        .replaceAll(/\b(?:when|otherwise)\b[^|)&>]*/gu, "")
        .matchAll(/\b[a-z]\b/gu),
    ].map(([id]) => id),
  );
  const lines = [...ids].map(
    (id) => `    ${id}: { callable: ops.${id}${nodes[id] === undefined ? "" : `, ${nodes[id]}`} }`,
  );
  return `  entry: a\n  nodes:\n${lines.join("\n")}\n  edges:\n${edges.map((edge) => `    - '${edge.replaceAll("'", "''")}'`).join("\n")}\n`;
}

const codes = (edges: readonly string[], nodes?: Readonly<Record<string, string>>): string[] =>
  allFindings(flow(edges, nodes)).map((line) => line.split(" ").slice(0, 2).join(" "));

describe("joins behind a choice", () => {
  test("a choice with otherwise always starts one", () => {
    expect(codes(["a >> (b when $result | c otherwise)", "a >> d", "((b | c) & d) >> e"])).toEqual([]);
  });

  test("a choice without otherwise may start none", () => {
    const edges = ["a >> (b when $result | c when $ctx.x)", "a >> d", "((b | c) & d) >> e"];
    expect(codes(edges)).toEqual(["warning join/may-not-fire"]);
  });

  test("a condition by itself may not hold", () => {
    expect(codes(["a >> (b & c when $result)", "(b & c) >> d"])).toEqual(["warning join/may-not-fire"]);
  });

  test("two alternatives never run together", () => {
    expect(codes(["a >> (b when $result | c otherwise)", "(b & c) >> d"])).toEqual(["error join/never-fires"]);
  });

  test("what one alternative starts runs together", () => {
    expect(codes(["a >> ((b & c) when $result | d otherwise)", "(b & c) >> e"])).toEqual([]);
  });

  test("edges with the same condition are taken together", () => {
    expect(codes(["a >> b when $result.x > 1", "a >> c when $result.x > 1", "(b & c) >> d"])).toEqual([]);
  });

  test.each([
    ["$result.ok", "not $result.ok"],
    ["not not $result.ok", "not $result.ok"],
    ['$result.kind == "a"', '$result.kind != "a"'],
    ["not ($result.x > 1 and $ctx.on)", "$result.x > 1 and $ctx.on"],
  ])("of the edges with the condition %s and its opposite, one is taken", (one, other) => {
    const edges = [`a >> b when ${one}`, `a >> c when ${other}`];
    expect(codes([...edges, "(b | c) >> d"])).toEqual([]);
    expect(codes([...edges, "a >> e", "((b | c) & e) >> f"])).toEqual([]);
    expect(codes([...edges, "(b & c) >> d"])).toEqual(["error join/never-fires"]);
    expect(codes([`a >> (b when ${one} & c when ${other})`, "(b | c) >> d"])).toEqual([]);
    const failing = { a: "policy: { on_error: continue }" };
    expect(codes([...edges, "a >> e", "((b | c) & e) >> f"], failing)).toEqual(["warning join/may-not-fire"]);
    expect(codes([...edges, `a >> f when ${one}`, "(b | f) >> d", "(c | f) >> e"])).toEqual([
      "warning join/fires-twice",
    ]);
  });

  test.each([
    ["$result.n > 1", "$result.n <= 1"],
    ["$result.ok", "not $result.ok and $ctx.on"],
  ])("the conditions %s and %s are independent", (one, other) => {
    const edges = [`a >> b when ${one}`, `a >> c when ${other}`, "a >> e", "((b | c) & e) >> f"];
    expect(codes(edges)).toContain("warning join/may-not-fire");
  });

  test.each([
    ['$result.kind == "p"', '$result.kind == "q"'],
    ['"p" == $result.kind', '$result.kind in ["q", "r"]'],
    ['$result.kind in ["p", "q"]', '$result.kind in ["r", "s"]'],
    ['$result.kind == "p"', "$result.kind == 1"],
    ['$result.kind == "p"', "$result.kind == null"],
    ["$result.n < 1", "$result.n >= 1"],
    ["$result.n < 1", "1 <= $result.n"],
    ["$result.n == 1", "$result.n > 1"],
    ["$result.n < $ctx.limit", "$result.n >= $ctx.limit"],
    ["$result.n < $ctx.limit", "$ctx.limit <= $result.n"],
    ["$result.n == $ctx.limit", "$result.n > $ctx.limit"],
    ["not ($result.n < 1)", "$result.n < 1 and $ctx.on"],
    ["$result.on", "$result.on == null"],
    ["$result.on", "$result.on == false"],
    ['$result.text == "a" and $ctx.on', '$result.text == "b" or not $ctx.on'],
  ])("the conditions %s and %s exclude each other, and may both not hold", (one, other) => {
    const edges = [`a >> b when ${one}`, `a >> c when ${other}`];
    expect(codes([...edges, "(b | c) >> d"])).toEqual([]);
    expect(codes([...edges, "(b & c) >> d"])).toEqual(["error join/never-fires"]);
    expect(codes([`a >> (b when ${one} & c when ${other})`, "(b | c) >> d"])).toEqual([]);
    expect(codes([...edges, "a >> e", "((b | c) & e) >> f"])).toContain("warning join/may-not-fire");
  });

  test.each([
    ["$result.on", "not $result.on"],
    ["$result.on == null", "$result.on != null"],
    ["not ($result.n < 1)", "$result.n < 1"],
    ["$result.x == $ctx.y", "$ctx.y != $result.x"],
    ["$result.x in $ctx.y", "not $result.x in $ctx.y"],
    ['not $result.kind in ["p", "q"]', '$result.kind == "p" or $result.kind == "q"'],
  ])("of a choice of %s and %s, one is always taken", (one, other) => {
    expect(codes([`a >> (b when ${one} | c when ${other})`, "a >> e", "((b | c) & e) >> f"])).toEqual([]);
    expect(codes([`a >> b when ${one}`, `a >> c when ${other}`, "a >> e", "((b | c) & e) >> f"])).toEqual([]);
  });

  test.each([
    ["$result.n < 1", "$result.n > 0"],
    ["$result.n <= $ctx.limit", "$result.n >= $ctx.limit"],
    ['$result.kind in ["p", null]', "$result.kind == null"],
    ["$result.kind", '$result.kind == "p"'],
    ["$result.n < 1", "$result.m >= 1"],
    ["$result.n ?? 0 < 1", "$result.n > 1"],
  ])("the conditions %s and %s may hold together", (one, other) => {
    expect(codes([`a >> b when ${one}`, `a >> c when ${other}`, "(b | c) >> d"])).toContain("warning join/fires-twice");
  });

  test("conditions on more values than are tried are still compared by their form", () => {
    const long = Array.from({ length: 40 }, (_, at) => `$result.x${at} == ${at}`).join(" and ");
    expect(codes([`a >> b when ${long}`, `a >> c when not (${long})`, "a >> e", "((b | c) & e) >> f"])).toEqual([]);
    expect(codes([`a >> b when ${long}`, `a >> c when ${long} and $ctx.on`, "(b | c) >> d"])).toEqual([
      "warning join/fires-twice",
    ]);
  });

  test("a choice of which one or several alternatives are taken", () => {
    const edges = ["a >> b when $result.x or not $result.y", "a >> c when $result.y", "a >> e", "((b | c) & e) >> f"];
    expect(codes(edges)).toEqual(["warning join/fires-twice"]);
  });

  test("what is never taken does not come in addition", () => {
    const edges = ["a >> (b when $result.n > 1 | c when $result.n > 2 | d otherwise)", "c >> h", "(b | h | d) >> i"];
    expect(codes([...edges, "a >> e", "(e & i) >> f"])).toEqual(["warning condition/shadowed"]);
    expect(codes([...edges, "(b & c) >> f"])).toEqual(["warning condition/shadowed", "error join/never-fires"]);
  });

  test("independent conditions may hold together, so a merge may run twice", () => {
    expect(codes(["a >> b when $result.x", "a >> c when $result.y", "(b | c) >> d"])).toEqual([
      "warning join/fires-twice",
    ]);
    expect(codes(["a >> (b when $result.x | c when $result.y)", "(b | c) >> d"])).toEqual([]);
  });

  test("a node that fails under continue takes none of its conditional edges", () => {
    const edges = ["a >> (b when $result | c otherwise)", "a >> d", "((b | c) & d) >> e"];
    expect(codes(edges, { a: "policy: { on_error: continue }" })).toEqual(["warning join/may-not-fire"]);
  });

  test("a choice with otherwise starts one of its targets, and what else is merged with them comes in addition", () => {
    const edges = ["a >> (b when $result | c otherwise)", "a >> d when $result.x", "a >> e", "((b | c | d) & e) >> f"];
    expect(codes(edges)).toEqual(["warning join/fires-twice"]);
  });

  test("the exits of a cycle", () => {
    const edges = [
      "a >> b",
      "b >> c",
      "c >> (b when $result.again | d when $result.x | e otherwise)",
      "(d | e) >> f",
      "(a & f) >> g",
    ];
    expect(codes(edges)).toEqual([]);
  });
});

describe("cycles", () => {
  test("a condition can leave a cycle", () => {
    expect(codes(["a >> b >> (a when $result | c otherwise)"])).toEqual([]);
    expect(codes(["a >> (a when $result | c otherwise)"])).toEqual([]);
    expect(codes(["a >> b >> a when $result"])).toEqual([]);
  });

  test("an edge back beside one that leaves", () => {
    expect(allFindings(flow(["a >> b", "b >> a when $result.x", "b >> c"]))).toEqual([
      "warning condition/back-and-exit 8:11 one pass can both go back to `a` and go on to `c`",
    ]);
    expect(codes(["a >> b", "b >> a when $result.x", "b >> c when not $result.x"])).toEqual([]);
    expect(codes(["a >> b", "b >> a when $result.x", "b >> c when not $result.y"])).toEqual([
      "warning condition/back-and-exit",
    ]);
    expect(codes(["a >> b", "b >> a", "b >> c when $result.x"])).toEqual(["error cycle/no-exit"]);
  });
});

describe("conditions that say nothing", () => {
  test.each([
    ["1 < 2", "always holds"],
    ["'a' == 'b'", "never holds"],
    ["true or $result", "always holds"],
    ["$result and false", "never holds"],
    ["not (1 >= 2)", "always holds"],
    ["2 >= 2", "always holds"],
    ["2 > 2", "never holds"],
    ["2 <= 1", "never holds"],
    ["'b' > 'a'", "always holds"],
    ["1 != 1", "never holds"],
    ["'a' in ['b', 'a']", "always holds"],
    ["'a' in ['b', null]", "never holds"],
    ["1 in []", "never holds"],
  ])("%s %s", (condition, what) => {
    expect(allFindings(flow([`a >> (b when ${condition} | c otherwise)`]))).toMatchObject([
      `warning condition/constant 7:19 this condition ${what}`,
    ]);
  });

  test.each([
    ["$result.x == 1", "$result.x == 1", "repeated"],
    ["$result.x", "$result.x and $result.y", "shadowed"],
    ["$result.x or $result.y", "$result.y", "shadowed"],
    ["$result.n > 1", "$result.n > 5", "shadowed"],
    ["$result.n >= 5", "5 < $result.n", "shadowed"],
    ["$result.n <= 5", "$result.n == 3", "shadowed"],
    ["$result.n > 5", "5 < $result.n", "shadowed"],
    ["$result.n <= 5", "$result.n < 5", "shadowed"],
    ["$result.n >= 5", "$result.n == 5", "shadowed"],
    ["$result.n < 5", "$result.n < 3 or $result.n == 2", "shadowed"],
    ["$result.x and $result.y", "$result.x and $ctx.z and $result.y", "shadowed"],
    ["$result.x or $result.y", "$result.y and $ctx.z", "shadowed"],
    ["$result.n < 5", "$result.n < 3 or $result.m == 2", undefined],
    ["$result.n > 5", "$result.n == 5", undefined],
    ["$result.n > 5", "$result.n < 7", undefined],
    ["$result.n > 5", "$result.n >= 5", undefined],
    ["$result.n > 5", "$result.n > 1", undefined],
    ["$result.n > 1", "$result.m > 5", undefined],
    ["$result.x and $result.y", "$result.x", undefined],
  ])("%s before %s", (first, second, slug) => {
    const expected = slug === undefined ? [] : [`warning condition/${slug}`];
    expect(codes([`a >> (b when ${first} | c when ${second} | d otherwise)`])).toEqual(expected);
  });

  test("a node's own payload", () => {
    expect(allFindings(flow(["a >> b when $payload.a.x > 1"]))).toEqual([
      "warning condition/own-payload 6:18 `$payload.a` may be what another item or pass has returned",
    ]);
  });
});

describe("what conditions read", () => {
  const writes = { a: "context: { outputs: $ctx.x }" };

  test("their node has written its outputs", () => {
    expect(codes(["a >> b when $ctx.x"], writes)).toEqual([]);
    expect(codes(["a >> b when $ctx.x > 1"], writes)).toEqual([]);
  });

  test("a place that may be unset", () => {
    const edges = (condition: string): string[] => [
      "a >> (b when $result | c otherwise)",
      `(b | c) >> d`,
      `d >> e when ${condition}`,
    ];
    const nodes = { b: "context: { outputs: $ctx.y }" };
    expect(codes(edges("$ctx.y > 1"), nodes)).toEqual(["warning context/maybe-unset"]);
    expect(codes(edges("$ctx.y"), nodes)).toEqual([]);
    expect(codes(edges("$ctx.y != null and $ctx.y.z == null"), nodes)).toEqual([]);
    expect(codes(edges("$ctx.y ?? 0 > 1"), nodes)).toEqual([]);
  });

  test("a node whose condition fails has written before its goto is taken", () => {
    const nodes = { a: "context: { outputs: $ctx.x }, policy: { on_error: { goto: c } }" };
    const handler = { c: "context: { inputs: { x: $ctx.x, a: $payload.a } }" };
    const found = (condition: string): string[] =>
      codes(["c >> d", `a >> b when ${condition}`], { ...nodes, ...handler });
    expect(found("$result.n > 1")).toEqual(["warning context/maybe-unset", "warning context/maybe-unset"]);
    // Asking whether there is a value cannot fail.
    expect(found("$result.n")).toEqual(found("$result.n != null"));
    expect(found("$result.n")).toContain("warning payload/not-yet-run");
  });

  test("a write is not dead if a condition reads it", () => {
    expect(codes(["a >> b when $ctx.x", "a >> c", "c >> d"], { ...writes, c: "context: { outputs: $ctx.x }" })).toEqual(
      [],
    );
  });
});

test("a target that is named twice", () => {
  expect(allFindings(flow(["a >> b when $result.x", "a >> b when $result.y"]))).toEqual([
    "error edge/duplicate 7:6 the edge `a >> b` is declared twice",
  ]);
});
