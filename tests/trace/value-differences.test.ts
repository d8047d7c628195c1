import { describe, expect, it } from "vitest";
import type { Json } from "@flowc/runtime/trace";
import { valueDifferences } from "../../trace/run/value-differences.js";

const shown = (...values: readonly (Json | undefined)[]): readonly string[] =>
  valueDifferences(values, 10).listed.map(
    ({ path, values: parts }) =>
      `${path}: ${parts.map((part) => (part === undefined ? "nothing" : JSON.stringify(part))).join(" → ")}`,
  );

describe("where recorded values differ", () => {
  it.each<[string, readonly (Json | undefined)[], readonly string[]]>([
    ["not at all", [{ a: [1] }, { a: [1] }], []],
    ["a simple value", [1, 2], ["$: 1 → 2"]],
    [
      "in a list in an object",
      [{ order: { items: [1, { price: 3 }] } }, { order: { items: [1, { price: 4 }] } }],
      ["$.order.items[1].price: 3 → 4"],
    ],
    ["a list that is longer", [[1], [1, 2]], ["$[1]: nothing → 2"]],
    ["a key that is missing", [{ a: 1 }, { b: 1 }], ["$.a: 1 → nothing", "$.b: nothing → 1"]],
    [
      "a key that is no name",
      [
        { "a b": 1, 'q"': { x: 1 } },
        { "a b": 2, 'q"': { x: 2 } },
      ],
      ['$["a b"]: 1 → 2', '$["q\\""].x: 1 → 2'],
    ],
    ["a list and an object", [{ a: [1] }, { a: { 0: 1 } }], ['$.a: [1] → {"0":1}']],
    ["null and an object", [{ a: null }, { a: {} }], ["$.a: null → {}"]],
    ["nothing was recorded", [undefined, { a: 1 }], ['$: nothing → {"a":1}']],
    [
      "three runs",
      [
        { a: 1, b: 1 },
        { a: 1, b: 2 },
        { a: 1, b: 1 },
      ],
      ["$.b: 1 → 2 → 1"],
    ],
    ["the order of keys is not compared", [{ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }], []],
    [
      "objects of a class",
      [
        {
          $: "object",
          class: "Order",
          entries: [
            ["id", 1],
            ["n", 2],
          ],
        },
        {
          $: "object",
          class: "Order",
          entries: [
            ["id", 1],
            ["n", 3],
          ],
        },
      ],
      ["$.n: 2 → 3"],
    ],
    [
      "objects of two classes are compared as a whole",
      [
        { $: "object", class: "A", entries: [] },
        { $: "object", class: "B", entries: [] },
      ],
      ['$: {"$":"object","class":"A","entries":[]} → {"$":"object","class":"B","entries":[]}'],
    ],
    [
      "what is no JSON is compared as a whole",
      [{ at: { $: "date", text: "x" } }, { at: { $: "date", text: "y" } }],
      ['$.at: {"$":"date","text":"x"} → {"$":"date","text":"y"}'],
    ],
    [
      "a class whose entries were cut",
      [
        { $: "object", class: "A", entries: [["id", 1], { $: "more", count: 3 }] },
        { $: "object", class: "A", entries: [["id", 2], { $: "more", count: 3 }] },
      ],
      [
        '$: {"$":"object","class":"A","entries":[["id",1],{"$":"more","count":3}]} → {"$":"object","class":"A","entries":[["id",2],{"$":"more","count":3}]}',
      ],
    ],
  ])("%s", (_, values, differences) => {
    expect(shown(...values)).toEqual(differences);
  });

  it("lists so many places, and says that there are more", () => {
    const list = (from: number): Json => Array.from({ length: 50 }, (_, at) => from + at);
    const cut = valueDifferences([list(0), list(1)], 8);
    expect([cut.listed.length, cut.isCut]).toEqual([8, true]);
    const whole = valueDifferences(
      [
        [1, 2],
        [2, 1],
      ],
      2,
    );
    expect([whole.listed.length, whole.isCut]).toEqual([2, false]);
  });

  it("compares what is nested deeply as a whole", () => {
    const nested = (leaf: number): Json => Array.from({ length: 100 }).reduce<Json>((inner) => [inner], leaf);
    const { listed } = valueDifferences([nested(1), nested(2)], 8);
    expect(listed.map(({ path }) => path)).toEqual([`$${"[0]".repeat(40)}`]);
  });
});
