import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSourceText } from "../../compiler/load/source-text.js";

describe("a source text", () => {
  const source = createSourceText("a.yaml", "one\r\ntwo\rthree\n\n😀x");

  test("ends lines at LF, CRLF and CR", () => {
    expect(source.lineCount).toBe(5);
    expect([0, 1, 2, 3, 4, 5, 6].map((line) => source.lineText(line))).toEqual([
      "",
      "one",
      "two",
      "three",
      "",
      "😀x",
      "",
    ]);
  });

  test("counts columns in UTF-16 units and clamps offsets", () => {
    expect(source.positionAt(0)).toEqual({ offset: 0, line: 1, column: 1 });
    expect(source.positionAt(4)).toEqual({ offset: 4, line: 1, column: 5 });
    expect(source.positionAt(5)).toEqual({ offset: 5, line: 2, column: 1 });
    expect(source.positionAt(18)).toEqual({ offset: 18, line: 5, column: 3 });
    expect(source.positionAt(99)).toEqual({ offset: 19, line: 5, column: 4 });
    expect(source.positionAt(-1)).toEqual({ offset: 0, line: 1, column: 1 });
  });

  test("returns spans with its path", () => {
    expect(source.spanOf(5, 8)).toEqual({ file: "a.yaml", start: source.positionAt(5), end: source.positionAt(8) });
  });

  test("has no column for a byte order mark", () => {
    const marked = createSourceText("a.yaml", "\uFEFFab\nc");
    expect(marked.positionAt(1)).toEqual({ offset: 1, line: 1, column: 1 });
    expect(marked.positionAt(0)).toEqual({ offset: 0, line: 1, column: 1 });
    expect(marked.lineText(1)).toBe("ab");
  });

  test("of nothing has one line", () => {
    const empty = createSourceText("a.yaml", "");
    expect([empty.lineCount, empty.lineText(1), empty.positionAt(3)]).toEqual([
      1,
      "",
      { offset: 0, line: 1, column: 1 },
    ]);
  });
});

test("lines and columns lead back to the offset", () => {
  const text = fc.array(fc.constantFrom("\n", "\r\n", "\r", "a", "é", "😀")).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, fc.nat(60), (content, at) => {
      const source = createSourceText("a.yaml", content);
      const { offset, line, column } = source.positionAt(at);
      const before = content.slice(0, offset).split(/\r\n|\n|\r/);
      // Between CR and LF the line has not ended.
      const isInBreak = content[offset - 1] === "\r" && content[offset] === "\n";
      expect(line).toBe(before.length - (isInBreak ? 1 : 0));
      if (!isInBreak) expect(column).toBe((before.at(-1)?.length ?? 0) + 1);
    }),
  );
});
