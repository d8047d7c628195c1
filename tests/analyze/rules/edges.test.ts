import { expect, test } from "vitest";
import { findings } from "./findings.js";

const flow = (...edges: string[]): string => `
  entry: a
  nodes:
    a: &f { callable: ops.f }
    b: *f
    c: *f
    d: *f
  edges:
    - a >> (b & c)
    ${edges.map((edge) => `- ${edge}`).join("\n    ")}
`;

test("an edge that is declared twice, as a pair or in a group", () => {
  const twice = (place: string): string => `warning edge/duplicate ${place} the edge \`a >> b\` is declared twice`;
  expect(findings(flow("(b & c) >> d", "a >> b"))).toEqual([twice("10:5")]);
  expect(findings(flow("(b & c) >> d", "[a, b]"))).toEqual([twice("10:6")]);
  expect(findings(flow("(b & c) >> d", "a >> (d & b)"))).toEqual([twice("10:5")]);
});

test("a parent in two groups of one target", () => {
  const ambiguous = (place: string): string =>
    `error join/ambiguous ${place} \`d\` waits for \`b\` twice: one arrival of \`b\` cannot count for both`;
  expect(findings(flow("(b | c) >> d", "b >> d"))).toEqual([ambiguous("10:5")]);
  expect(findings(flow("b >> d", "(b | c) >> d"))).toEqual([ambiguous("10:6")]);
  expect(findings(flow("((b | c) & b) >> d"))).toEqual([ambiguous("9:16")]);
});

test("groups that add up", () => {
  expect(findings(flow("b >> d", "c >> d"))).toEqual([]);
  expect(findings(flow("(b & c) >> d"))).toEqual([]);
});

test("a `&` inside a `|`", () => {
  expect(findings(flow("((b & c) | a) >> d"))).toEqual(["error edge/all-inside-any 9:7 a `|` cannot contain a `&`"]);
});

test("nodes that do not exist, each at its place", () => {
  expect(findings(flow("(b & x) >> d >> yy", "[zz, d]"))).toEqual([
    "error edge/unknown-node 9:10 `x` is not a node of this flow",
    "error edge/unknown-node 9:21 `yy` is not a node of this flow",
    "error edge/unknown-node 10:6 `zz` is not a node of this flow",
  ]);
});

test.each(["1.0", "0x10", "010", "1e3", "true"])("a pair names the node that is spelled %s, like its key", (id) => {
  const text = `
  entry: start
  nodes:
    start: &f { callable: ops.f }
    1: *f
    ${id}: *f
  edges: [[start, ${id}], [start, 1]]
`;
  expect(findings(text)).toEqual([]);
  expect(findings(text.replace(`[start, ${id}], `, ""))).toEqual([
    `warning node/unreachable 5:3 \`${id}\` never runs: no path leads to it from \`start\``,
  ]);
});
