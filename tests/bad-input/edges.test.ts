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
      const cure = help?.startsWith("write `a ") === true ? `; ${help}` : "";
      return `${String(span.start.column - indent.length)} ${code}: ${message}${cure}`;
    });
  expect(shown).toEqual(findings);
});
