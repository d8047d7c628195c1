import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { renderPretty } from "../../src/report/pretty.js";
import { finding, spanAt, spanIn } from "./finding-at.js";

const flow = `entry: a
nodes:
  a: { callable: ops.extract }
  b: { callable: ops.load }
edges:
  - b << a
`;

function pretty(
  text: string,
  diagnostics: readonly Diagnostic[],
  options: { width?: number; color?: boolean } = {},
): string {
  return renderPretty(
    { diagnostics, sources: new Map([["flows/a.flow.yaml", text]]), flows: 1 },
    { color: options.color ?? false, width: options.width ?? 100 },
  );
}

/** Only the frame: without the head, the place and the summary. */
function frame(text: string, diagnostic: Diagnostic, width = 100): string {
  return pretty(text, [diagnostic], { width }).split("\n").slice(2, -3).join("\n");
}

describe("a finding", () => {
  test("has its head, its place, its lines, its help and a summary", () => {
    const report = pretty(flow, [finding(spanIn(flow, "<<"), { message: "`<<` is no edge", help: "write `a >> b`" })]);
    expect(report).toBe(
      [
        "error[flow/no-entry]: `<<` is no edge",
        "  --> flows/a.flow.yaml:6:7",
        "   |",
        " 5 | edges:",
        " 6 |   - b << a",
        "   |       ^^",
        "   = help: write `a >> b`",
        "",
        "1 error in 1 flow",
        "",
      ].join("\n"),
    );
  });

  test("shows related places of the file in the same frame", () => {
    const related = [{ message: "declared here", span: spanIn(flow, "b: {") }];
    expect(frame(flow, finding(spanIn(flow, "<<"), { related }))).toBe(
      [
        "   |",

        " 4 |   b: { callable: ops.load }",
        "   |   ---- declared here",
        " 5 | edges:",
        " 6 |   - b << a",
        "   |       ^^",
      ].join("\n"),
    );
  });

  test("shows related places of another file in a frame of their own", () => {
    const other = "export const a = 1;\n";
    const span = spanIn(other, "a", { file: "ops.ts" });
    const diagnostic = finding(spanIn(flow, "<<"), { related: [{ message: "exported here", span }] });
    const sources = new Map([
      ["flows/a.flow.yaml", flow],
      ["ops.ts", other],
    ]);
    const report = renderPretty({ diagnostics: [diagnostic], sources, flows: 2 }, { color: false, width: 100 });
    expect(report).toContain("  ::: ops.ts:1:14\n   |\n 1 | export const a = 1;\n   |              - exported here\n");
  });

  test("shows its fix as a diff", () => {
    const fix = { title: "Turn the arrow", edits: [{ span: spanIn(flow, "b << a"), text: "a >> b" }] };
    expect(pretty(flow, [finding(spanIn(flow, "<<"), { fix })])).toContain(
      ["   = fix: Turn the arrow", " 6 -   - b << a", " 6 +   - a >> b", ""].join("\n"),
    );
  });

  test("shows a fix that removes lines, and one that adds some", () => {
    const removed = { title: "Remove it", edits: [{ span: spanIn(flow, "  b: { callable: ops.load }\n"), text: "" }] };
    expect(pretty(flow, [finding(spanIn(flow, "b"), { fix: removed })])).toContain(
      " 4 -   b: { callable: ops.load }\n\n",
    );
    const start = spanAt(flow, 0, 0);
    const added = { title: "Add it", edits: [{ span: start, text: "name: x\n" }] };
    expect(pretty(flow, [finding(start, { fix: added })])).toContain("   = fix: Add it\n 1 + name: x\n\n");
  });

  test("without the text of its file consists of its head and place", () => {
    const span = spanIn(flow, "<<", { file: "gone.yaml" });
    expect(pretty(flow, [finding(span)])).toBe(
      "error[flow/no-entry]: something is wrong\n  --> gone.yaml:6:7\n\n1 error in 1 flow\n",
    );
  });
});

describe("the marker is under what is wrong", () => {
  const marked = (text: string, part: string): string[] => {
    const rows = frame(text, finding(spanIn(text, part))).split("\n");
    const index = rows.findIndex((row) => row.includes("^"));
    return [rows[index - 1]?.slice(5) ?? "", rows[index]?.slice(5) ?? ""];
  };

  test("after tabs", () => {
    expect(marked("a:\tb\tx", "x")).toEqual(["a:  b   x", "        ^"]);
  });

  test("after and under wide characters", () => {
    expect(marked("名前: 値段 x", "値段")).toEqual(["名前: 値段 x", "      ^^^^"]);
    expect(marked("名前: 値段 x", "x")).toEqual(["名前: 値段 x", "           ^"]);
  });

  test("after emoji and characters of several parts", () => {
    expect(marked("a: 👩‍👩‍👧 🎉 x", "x")).toEqual(["a: 👩‍👩‍👧 🎉 x", "         ^"]);
    expect(marked("e\u0301te\u0301: x", "x")).toEqual(["e\u0301te\u0301: x", "     ^"]);
  });

  test("with control characters shown as escapes", () => {
    expect(marked("a: \u001b[31mx", "x")).toEqual(["a: \\u001b[31mx", "             ^"]);
  });

  test("at an empty span, at the end of a line and at the end of the file", () => {
    expect(frame("a: b\n", finding(spanAt("a: b\n", 3, 3)))).toBe("   |\n 1 | a: b\n   |    ^");
    expect(frame("a: b\n", finding(spanAt("a: b\n", 4, 5)))).toBe("   |\n 1 | a: b\n   |     ^");
    expect(frame("a: b", finding(spanAt("a: b", 4, 4)))).toBe("   |\n 1 | a: b\n   |     ^");
  });

  test("over several lines: on the first and the last", () => {
    const text = "a:\n  - one\n  - two\n  - three\nb: 1\n";
    expect(frame(text, finding(spanIn(text, "- one\n  - two\n  - three")))).toBe(
      [
        "   |",
        " 1 | a:",
        " 2 |   - one",
        "   |   ^^^^^",
        " 3 |   - two",
        " 4 |   - three",
        "   |   ^^^^^^^",
        " 5 | b: 1",
      ].join("\n"),
    );
  });

  test("with CRLF", () => {
    const text = "a: 1\r\nb: 2\r\n";
    expect(frame(text, finding(spanIn(text, "2")))).toBe("   |\n 1 | a: 1\n 2 | b: 2\n   |    ^");
  });

  test("a very long span leaves lines out", () => {
    const text = Array.from({ length: 20 }, (_, index) => `line${index + 1}`).join("\n");
    expect(frame(text, finding(spanAt(text, 0, text.length)))).toBe(
      [
        "   |",
        " 1 | line1",
        "   | ^^^^^",
        " 2 | line2",
        " 3 | line3",
        " 4 | line4",
        "...",
        "19 | line19",
        "20 | line20",
        "   | ^^^^^^",
      ]
        .join("\n")
        .replace("\n...", "\n ..."),
    );
  });
});

describe("a line that is too long", () => {
  const text = `${"x".repeat(200)} HERE ${"y".repeat(200)}`;

  test("is cut around the span", () => {
    const rows = frame(text, finding(spanIn(text, "HERE")), 60).split("\n");
    expect(rows.map((row) => row.length).every((length) => length <= 60)).toBe(true);
    const line = rows[1] ?? "";
    expect(line.slice(5, 6)).toBe("…");
    expect(line.slice(-1)).toBe("…");
    expect((rows[2] ?? "").indexOf("^^^^")).toBe(line.indexOf("HERE"));
  });

  test("is cut only at its end if the span is at its start", () => {
    const rows = frame(text, finding(spanAt(text, 0, 1)), 60).split("\n");
    expect(rows[1]?.startsWith(" 1 | xxx")).toBe(true);
    expect(rows[2]).toBe("   | ^");
  });
});

test("a report without findings consists of its summary", () => {
  expect(pretty(flow, [])).toBe("nothing found in 1 flow\n");
});

test("colors are used only if they are wanted", () => {
  const diagnostics = [finding(spanIn(flow, "<<"), { severity: "warning" })];
  const escape = "\u001b[";
  expect(pretty(flow, diagnostics)).not.toContain(escape);
  expect(pretty(flow, diagnostics, { color: true })).toContain("\u001b[1m\u001b[33mwarning[flow/no-entry]");
});
