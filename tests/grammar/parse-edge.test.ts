import { describe, expect, it } from "vitest";
import { type EdgeGroup, parseEdge, printCondition } from "../../grammar/index.js";
import { shownErrors } from "./shown.js";

/** Prints groups with all their parentheses: `[a & [b | c]]`. */
function shape(text: string): string {
  const { ast, errors } = parseEdge(text);
  expect(errors).toEqual([]);
  return ast?.groups.map(shapeOf).join(" >> ") ?? "nothing";
}

function shapeOf(group: EdgeGroup): string {
  if (group.kind === "node-name") return group.value;
  if (group.kind === "guarded-target") {
    const { guard } = group;
    return `${shapeOf(group.target)} ${guard.kind === "when" ? `when {${printCondition(guard.condition)}}` : guard.kind}`;
  }
  return `[${group.members.map(shapeOf).join(group.kind === "all" ? " & " : " | ")}]`;
}

describe("parseEdge", () => {
  it.each([
    ["a >> b", "a >> b"],
    ["a>>b", "a >> b"],
    ["a >> b >> c", "a >> b >> c"],
    ["  a\n >>\r\n\tb ", "a >> b"],
    ["a & b >> c", "[a & b] >> c"],
    ["a | b & c >> d", "[a | [b & c]] >> d"],
    ["a & b | c >> d", "[[a & b] | c] >> d"],
    ["(a | b) & c >> d", "[[a | b] & c] >> d"],
    ["a | b | c >> d", "[a | b | c] >> d"],
    ["(a & b) & c >> d", "[[a & b] & c] >> d"],
    ["a >> (b & (c & d))", "a >> [b & [c & d]]"],
    ["((a)) >> (b)", "a >> b"],
    ["((a & b)) >> c", "[a & b] >> c"],
    ["_1 >> a-b_2", "_1 >> a-b_2"],
    ["größe >> 名前 >> नमस्ते >> x٣", "größe >> 名前 >> नमस्ते >> x٣"],
    ["e\u0301t >> b", "e\u0301t >> b"],
    ["𝒳 >> b", "𝒳 >> b"],
    [`"a b" >> 'c >> d'`, "a b >> c >> d"],
    [String.raw`"\"\'\\\n\té\u{1f389}" >> b`, "\"'\\\n\té🎉 >> b"],
    [`"" >> b`, " >> b"],
  ])("reads %j", (text, expected) => expect(shape(text)).toBe(expected));

  // Ids may contain `-`, so `a-` is one. But `->` is what other languages write for `>>`.
  it.each([
    ["a->>b", "a- >> b"],
    ["a-->>b", "a-- >> b"],
    ["a- >> b--c", "a- >> b--c"],
    ["a>>b-", "a >> b-"],
  ])("leaves `>>` alone in %j", (text, expected) => expect(shape(text)).toBe(expected));

  it("gives each part its range, without the parentheses around it", () => {
    const { ast } = parseEdge(" (a | 'b') >> c ");
    expect(ast).toEqual({
      kind: "edge-chain",
      range: { start: 1, end: 15 },
      groups: [
        {
          kind: "any",
          range: { start: 2, end: 9 },
          members: [
            { kind: "node-name", value: "a", range: { start: 2, end: 3 } },
            { kind: "node-name", value: "b", range: { start: 6, end: 9 } },
          ],
        },
        { kind: "node-name", value: "c", range: { start: 14, end: 15 } },
      ],
    });
  });

  it.each([
    ["a -> b", ["edge/unexpected-character 2-4 ->"]],
    ["a->b", ["edge/unexpected-character 1-3 ->"]],
    ["a-->b", ["edge/unexpected-character 1-4 -->"]],
    ["a > b", ["edge/unexpected-character 2-3 >"]],
    ["a >>> b", ["edge/unexpected-character 2-5 >>>"]],
    ["a >> b, c", ["edge/unexpected-character 6-7 ,"]],
    ["a >> b,c", ["edge/unexpected-character 6-7 ,"]],
    ["1st >> b", ["edge/unexpected-character 0-3 1st"]],
    ["🎉 >> b", ["edge/unexpected-character 0-2 🎉"]],
    ["a.b >> c", ["edge/unexpected-character 1-3 .b"]],
    ["b << a", ["edge/left-arrow 2-4"]],
    ["a << b >> c << d", ["edge/left-arrow 2-4", "edge/left-arrow 12-14"]],
    ["", ["edge/missing-arrow 0-0"]],
    ["  \n", ["edge/missing-arrow 0-3"]],
    [" a ", ["edge/missing-arrow 1-2"]],
    ["(a & b)", ["edge/missing-arrow 0-7"]],
    ["a &", ["edge/missing-arrow 0-3", "edge/missing-node 3-3 "]],
    ["a >> ", ["edge/missing-node 4-4 "]],
    [">> a", ["edge/missing-node 0-2 >>"]],
    ["a >> >> b", ["edge/missing-node 5-7 >>"]],
    ["a >> ()", ["edge/missing-node 6-7 )"]],
    ["a & | b >> c", ["edge/missing-node 4-5 |"]],
    ["a && b >> c", ["edge/unexpected-character 2-4 &&"]],
    ["a >> b ||| c", ["edge/unexpected-character 7-10 |||"]],
    ["a & & b >> c", ["edge/missing-node 4-5 &"]],
    ["a >> (b & c", ["edge/unclosed-group 5-6"]],
    ["(a >> b", ["edge/unclosed-group 0-1"]],
    ["((a & b) >> c", ["edge/unclosed-group 0-1"]],
    [`a >> "b`, ["edge/unclosed-quote 5-6"]],
    [`("a >> b)`, ["edge/unclosed-quote 1-2"]],
    [`a "b >> c`, ["edge/unclosed-quote 2-3"]],
    [
      String.raw`a >> "x\q\u{110000}\u12"`,
      ["edge/bad-escape 7-9 \\q", "edge/bad-escape 9-19 \\u{110000}", "edge/bad-escape 19-21 \\u"],
    ],
    ["a b", ["edge/unexpected-token 2-3 b"]],
    ["a b >> c", ["edge/unexpected-token 2-3 b"]],
    ["a >> b )", ["edge/unexpected-token 7-8 )"]],
    ["a >> (b >> c) >> d", ["edge/unexpected-token 8-10 >>"]],
    ["a (b | ) >> c", ["edge/unexpected-token 2-3 (", "edge/missing-node 7-8 )"]],
    [`a "b" >> c`, [`edge/unexpected-token 2-5 "b"`]],
  ])("reports what is wrong in %j", (text, expected) => expect(shownErrors(parseEdge(text))).toEqual(expected));

  it("reports all errors of a text in the order of their places", () => {
    expect(shownErrors(parseEdge(") a << (b @ c >> d & | 'x\\q' ("))).toEqual([
      "edge/unexpected-token 0-1 )",
      "edge/left-arrow 4-6",
      "edge/unclosed-group 7-8",
      "edge/unexpected-character 10-11 @",
      "edge/missing-node 21-22 |",
      "edge/bad-escape 25-27 \\q",
      "edge/unexpected-token 29-30 (",
      "edge/missing-node 30-30 ",
    ]);
  });

  it.each([
    ["a >> b whn $result.ok == 1", "edge/unexpected-token 7-10 whn"],
    ["a >> (b wehn $result.x > 1 | c otherwise)", "edge/unexpected-token 8-12 wehn"],
    ["a >> b unless $result.x", "edge/unexpected-token 7-13 unless"],
    ["a >> b (when $result.ok)", "edge/unexpected-token 7-8 ("],
    ["a >> $b when $result.ok == 1", "edge/unexpected-character 5-7 $b"],
    ["a >> b? when $result.ok", "edge/unexpected-character 6-7 ?"],
    [">a", "edge/unexpected-character 0-1 >"],
    ["a >> b when $result.x == a b c", "condition/bare-word 25-26 a"],
    ["a >> b when $result.x >= || 1", "condition/unknown-operator 25-27 || or"],
  ])("reports one mistake once in %j", (text, expected) => {
    expect(shownErrors(parseEdge(text))).toEqual([expected]);
  });

  it("treats `<<` as `>>` after reporting it", () => {
    expect(parseEdge("b << a").ast?.groups.map(shapeOf)).toEqual(["b", "a"]);
  });

  it.each(["(".repeat(100_000), `${"(".repeat(201)}a${")".repeat(201)} >> b`])("limits the depth of groups", (text) => {
    expect(shownErrors(parseEdge(text))).toEqual(["edge/too-deep 200-201 200"]);
  });

  it("reads groups of the maximum depth", () => {
    expect(shape(`${"(".repeat(200)}a${")".repeat(200)} >> b`)).toBe("a >> b");
  });
});
