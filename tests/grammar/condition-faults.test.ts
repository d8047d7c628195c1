import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEdge } from "../../grammar/index.js";
import { shownErrors } from "./shown.js";

/** A part of a condition that is wrong, and the error at its place. */
interface Wrong {
  /** With the faulty part between `«` and `»`. */
  readonly text: string;
  readonly error: string;
}

const wrongs: readonly Wrong[] = [
  ...["=", "===", "is", "IS"].map((found) => operator(found, "==")),
  ...["!==", "<>"].map((found) => operator(found, "!=")),
  operator("=<", "<="),
  operator("=>", ">="),
  operator("IN", "in", `["a"]`),
  ...["&&", "AND"].map((found) => operator(found, "and")),
  ...["||", "OR"].map((found) => operator(found, "or")),
  { text: "«!»$result.ok", error: "condition/unknown-operator ! not" },
  { text: "«NOT» $result.ok", error: "condition/unknown-operator NOT not" },
  { text: `$result.kind «not in» ["a"]`, error: "condition/unknown-operator not in not (a in b)" },
  { text: "($result.a «|» $result.b)", error: "condition/unknown-operator | or" },
  { text: "($result.a «&» $result.b)", error: "condition/unknown-operator & and" },
  ...["=~", "!~", "~=", "~"].map((found) => operator(found, "", '"x"')),
  { text: "1 < $result.n «<» 3", error: "condition/chained-comparison < 1 < $result.n and $result.n < 3" },
  { text: "$result.n == 1 «=» 1", error: "condition/chained-comparison = $result.n == 1 and 1 == 1" },
  { text: "$result.n in [1, 2] «==» true", error: "condition/chained-comparison == ($result.n in [1, 2]) == true" },
  { text: "1 < $result.n «<» 3 > 2", error: "condition/chained-comparison < " },
  { text: "$result.kind == «urgent»", error: "condition/bare-word urgent" },
  { text: "«len»($result.kind) == 1", error: "condition/bare-word len()" },
  { text: "$result.kind in [«🎉», 1]", error: "condition/bare-word 🎉" },
  { text: `$result.kind in ["a" «"b"»]`, error: `expression/unexpected-text "b"` },
  { text: `$result.kind == "a «\\q»"`, error: "expression/bad-escape \\q" },
];

function operator(found: string, write: string, right = "1"): Wrong {
  return { text: `$result.x «${found}» ${right}`, error: `condition/unknown-operator ${found} ${write}` };
}

const targets = ["b", "when", "otherwise", "and", "or", "not", "in", "null", "true", `"a >> b | c"`, "'🎉 #1: x'"];
const before = ["", `"x: y #1" == $result.x and `, "not (", "(1 < 2) == (", "$ctx['&']\r\n or "];

describe("several faults in one edge", () => {
  const alternatives = fc.array(
    fc.record({
      target: fc.constantFrom(...targets),
      start: fc.constantFrom(...before),
      wrong: fc.constantFrom(...wrongs),
    }),
    { minLength: 1, maxLength: 4 },
  );
  const operators = fc.constantFrom(" | ", " & ", "|", "\r\n  & ");

  it("are all reported, each exactly at its place", () => {
    fc.assert(
      fc.property(alternatives, operators, fc.boolean(), (list, sign, isInside) => {
        let text = "a >> ";
        const expected: string[] = [];
        if (isInside) text += "(";
        for (const [position, { target, start, wrong }] of list.entries()) {
          if (position > 0) text += sign;
          text += `${target} when ${start}`;
          const [left = "", found = "", right = ""] = wrong.text.split(/[«»]/u);
          text += left;
          const [code = "", ...params] = wrong.error.split(" ");
          expected.push([code, `${text.length}-${text.length + found.length}`, ...params].join(" "));
          text += found + right + (start.endsWith("(") ? ")" : "");
        }
        if (isInside) text += ")";
        expect([text, shownErrors(parseEdge(text))]).toEqual([text, expected]);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a fault of a choice", () => {
  it.each([
    ["a >> b when", ["condition/missing-operand 11-11 "]],
    ["a >> (b when | c otherwise)", ["condition/missing-operand 12-12 "]],
    ["a >> b when $result.x and", ["condition/missing-operand 25-25 "]],
    ["a >> b when ($result.x", ["condition/unclosed-parenthesis 12-13"]],
    ["a >> b otherwise", ["condition/misplaced-otherwise 7-16 true"]],
    ["a >> (b & c otherwise)", ["condition/misplaced-otherwise 12-21 true"]],
    ["a >> (b otherwise | c when $result)", ["condition/misplaced-otherwise 8-17 false"]],
    [
      "a >> (b when $result | c | d)",
      ["condition/missing-alternative 23-24 false", "condition/missing-alternative 27-28 true"],
    ],
    ["a when $result >> b", ["condition/misplaced 2-6 source"]],
    ["(a | b) >> c when $result", ["condition/misplaced 13-17 several-sources"]],
    ["a >> (b | c) >> d when $ctx.x", ["condition/misplaced 18-22 several-sources"]],
    ["a >> ((b when $ctx.x & c) when $ctx.y | d otherwise)", ["condition/nested 9-13"]],
    ["a >> ((b | c) when $ctx.y | d otherwise)", ["condition/nested 14-18"]],
  ])("has its place in %j", (text, expected) => {
    expect(shownErrors(parseEdge(text))).toEqual(expected);
  });
});
