import { expect, test } from "vitest";
import { planFlow } from "../../compiler/plan-flow.js";
import { permissiveHost } from "../docs/page-host.js";

/**
 * An edge, and everything that is reported for a flow with it: the column in the edge, the code, the message and the
 * help.
 */
const edges: readonly (readonly [edge: string, ...findings: readonly string[]])[] = [
  ["[a, ~]", "5 flow/wrong-kind: the second id of a pair must be a node's id, not `null`"],
  ["[null, b]", "2 flow/wrong-kind: the first id of a pair must be a node's id, not `null`"],
  ["[a, [b]]", "5 flow/wrong-kind: the second id of a pair must be a node's id, not a list"],
  ["[{ a: b }, c]", "2 flow/wrong-kind: the first id of a pair must be a node's id, not a mapping"],
  [
    "[~, []]",
    "2 flow/wrong-kind: the first id of a pair must be a node's id, not `null`",
    "5 flow/wrong-kind: the second id of a pair must be a node's id, not an empty list",
  ],
  ["[a]", "1 flow/wrong-kind: an edge must be text such as `a >> b`, or a pair `[a, b]`, not a list of one"],
  [
    "[a, b, c]",
    "1 flow/wrong-kind: an edge must be text such as `a >> b`, or a pair `[a, b]`, not a list of 3; write `a >> b >> c`",
  ],
  [
    "{ from: a, to: b, when: $result.ok }",
    "1 flow/wrong-kind: an edge must be text such as `a >> b`, or a pair `[a, b]`, not a mapping; write `a >> b when $result.ok`",
  ],
  [
    "{ source: a, if: $result.n > 1, target: b }",
    "1 flow/wrong-kind: an edge must be text such as `a >> b`, or a pair `[a, b]`, not a mapping; write `a >> b when $result.n > 1`",
  ],
  ["[]", "1 flow/wrong-kind: an edge must be text such as `a >> b`, or a pair `[a, b]`, not an empty list"],
  ["(a → b)", "4 edge/unexpected-character: `→` is not allowed in an edge; write `a >> b`"],
  ["(a -> b) -> c", "4 edge/unexpected-token: `->` is not allowed here; write `a >> b >> c`"],
  ["a → (b → c)", "3 edge/unexpected-character: `→` is not allowed in an edge; write `a >> b >> c`"],
  ["((a >> b))", "5 edge/unexpected-token: `>>` is not allowed here; write `a >> b`"],
  ["a >> (b >> (c & d))", "9 edge/unexpected-token: `>>` is not allowed here; write `a >> b >> (c & d)`"],
  ["(a → b) & c", "4 edge/unexpected-character: `→` is not allowed in an edge"],
  ["a or b", "1 edge/missing-arrow: this edge has no `>>`"],
  ["a and b and c", "1 edge/missing-arrow: this edge has no `>>`"],
  ["(a or b)", "1 edge/missing-arrow: this edge has no `>>`"],
  ["a >> b or c", "8 edge/unexpected-token: `or` is not allowed here; write `a >> b | c`"],
  ["a >> b if $result.ok", "8 edge/unexpected-token: `if` is not allowed here; write `a >> b when $result.ok`"],
  [
    "a >> b WHEN $result.n > 1",
    "8 edge/unexpected-token: `WHEN` is not allowed here; write `a >> b when $result.n > 1`",
  ],
  ["a >> b where $result.ok", "8 edge/unexpected-token: `where` is not allowed here; write `a >> b when $result.ok`"],
  [
    "a >> b unless $result.ok",
    "8 edge/unexpected-token: `unless` is not allowed here; write `a >> b when not $result.ok`",
  ],
  [
    "a >> (b unless $result.n > 1 or $result.m | c else)",
    "9 edge/unexpected-token: `unless` is not allowed here; write `a >> (b when not ($result.n > 1 or $result.m) | c otherwise)`",
  ],
  [
    'a >> (b if $result.k == "x if y" | c default)',
    '9 edge/unexpected-token: `if` is not allowed here; write `a >> (b when $result.k == "x if y" | c otherwise)`',
  ],
  [
    "a >> (b when $result.ok | c Else)",
    "29 edge/unexpected-token: `Else` is not allowed here; write `a >> (b when $result.ok | c otherwise)`",
  ],
  [
    "a >> (b when $result.ok | c OTHERWISE)",
    "29 edge/unexpected-token: `OTHERWISE` is not allowed here; write `a >> (b when $result.ok | c otherwise)`",
  ],
  [
    "a >> (b & c) if $result.ok",
    "14 edge/unexpected-token: `if` is not allowed here; write `a >> (b & c) when $result.ok`",
  ],
  [
    "a >> b if ok",
    "8 edge/unexpected-token: `if` is not allowed here; a condition follows the word `when`: `a >> b when $result.ok`",
  ],
  [
    "a >> b if $result.ok && $result.n",
    "8 edge/unexpected-token: `if` is not allowed here; a condition follows the word `when`: `a >> b when $result.ok`",
  ],
  [
    "a >> b when $result.n == undefined",
    "26 condition/bare-word: `undefined` is neither a reference nor a value; write `null`",
  ],
  ["a >> b when $result.n == True", "26 condition/bare-word: `True` is neither a reference nor a value; write `true`"],
  [
    "a >> b when len($result.n) > 2",
    "13 condition/bare-word: `len()` is neither a reference nor a value; a condition calls no functions: let a node compute the value, and read what it returns",
  ],
  [
    "a >> b when $result.n + 1 == 2",
    "23 condition/bare-word: `+` is neither a reference nor a value; a condition compares values, and computes none: let a node compute the value, and read what it returns",
  ],
  [
    'a >> b when $result.n =~ "x"',
    "23 condition/unknown-operator: `=~` is not an operator of conditions; the operators are `==`, `!=`, `<`, `<=`, `>`, `>=` and `in`: let a node compute the rest, and read what it returns",
  ],
  [
    "a >> b when $result.n in [1, 2] == true",
    "33 condition/chained-comparison: this is the second comparison in a row, `==`; write `($result.n in [1, 2]) == true`",
  ],
  ["a to b", "3 edge/unexpected-token: `to` is not allowed here"],
];

const indent = "  - ";

test.each(edges)("what is reported for the edge %s", (edge, ...findings) => {
  const ids = ["a", "b", "c", "d"].filter((id) => id < "c" || new RegExp(`\\b${id}\\b`, "u").test(edge));
  const nodes = ids.map((id) => `  ${id}: { callable: ops.f }`).join("\n");
  const text = `entry: a\nnodes:\n${nodes}\nedges:\n${indent}${edge}\n`;
  const { diagnostics } = planFlow({ path: "case.flow.yaml", text }, permissiveHost);
  const shown = diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ code, message, help, span }) => {
      const cure =
        help !== undefined && /^(?:write `|a condition |the operators are |the last alternative )/u.test(help)
          ? `; ${help}`
          : "";
      return `${String(span.start.column - indent.length)} ${code}: ${message}${cure}`;
    });
  expect(shown).toEqual(findings);
});
