import fc from "fast-check";
import { expect, test } from "vitest";
import type { FindingsReport } from "../../src/project/findings-report.js";
import { visibleLines, visibleText } from "../../src/base/visible-text.js";
import { messagesOf } from "../../src/bundlers/messages.js";
import { cellsOf } from "../../src/report/display-width.js";
import { formats, renderFindings } from "../../src/report/render-findings.js";
import { finding, spanAt } from "./finding-at.js";

/** Characters that act on a terminal or a log; no line of a report has any. */
const acts = /[^\P{Cc}\n]|[\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f]/u;
/** GitHub runs a line that starts like this, ignoring leading blanks. */
const command = /^\s*::(?!:)/mu;

const part = fc.constantFrom(
  ..."ab :{}'\"\\#",
  ...[
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\0",
    "\u001b[31m",
    "\u007f",
    "\u0085",
    "\u009b2J",
    "\u2028",
    "\u202e",
    "\u2066",
    "\ud800",
  ],
  ...["\n::stop-commands::x", "\r::error::x", "\u2029::add-mask::y", "👩‍👩‍👧", "名", "e\u0301", "\u200f"],
);
const hostile = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(""));

/** A report whose texts are all hostile, with marks anywhere in the file. */
const reports = fc
  .record({
    file: hostile,
    text: hostile,
    other: hostile,
    message: hostile,
    help: hostile,
    label: hostile,
    title: hostile,
    path: hostile,
    from: fc.nat(40),
    length: fc.nat(20),
  })
  .map(({ file, text, other, message, help, label, title, path, from, length }): FindingsReport => {
    const start = Math.min(from, text.length);
    const span = spanAt(text, start, Math.min(start + length, text.length), file);
    const related = [
      { message: label, span },
      { message: label, span: { ...span, file: other } },
    ];
    const fix = { title, edits: [{ span, text: help }] };
    return {
      diagnostics: [finding(span, { message, help, related, fix })],
      sources: new Map([[file, text]]),
      flows: 1,
      modules: [{ path, status: "stale" }],
    };
  });

test.each(formats)("%s shows control characters in every text as escapes", (format) => {
  fc.assert(
    fc.property(reports, (report) => {
      const text = renderFindings(report, format, { color: false, width: 60 });
      expect(text).not.toMatch(acts);
      if (format !== "github") expect(text).not.toMatch(command);
      else
        expect(
          text
            .trimEnd()
            .split("\n")
            .every((line) => /^::(?:error|warning) file=/u.test(line)),
        ).toBe(true);
      if (format === "github") expect(text.trimEnd().split("\n")).toHaveLength(2);
    }),
    { numRuns: 500 },
  );
});

test("JSON and SARIF keep the texts as they are", () => {
  fc.assert(
    fc.property(reports, (report) => {
      const [given] = report.diagnostics;
      const json = JSON.parse(renderFindings(report, "json", { color: false, width: 60 })) as {
        readonly findings: readonly { readonly message: string; readonly file: string }[];
      };
      expect(json.findings[0]).toMatchObject({ message: given?.message, file: given?.span.file, help: given?.help });
    }),
  );
});

test("what bundlers print has none either, nor colors that were not asked for", () => {
  fc.assert(
    fc.property(reports, hostile, ({ diagnostics, sources }, text) => {
      const problems = [{ message: text, help: text, place: { file: text } }];
      const [file = "", source = ""] = [...sources][0] ?? [];
      const compiled = { source: { path: file, text: source }, diagnostics, problems };
      const { errors, warnings } = messagesOf(compiled, file);
      for (const { message, frame } of [...errors, ...warnings]) {
        expect(`${message}\n${frame}`).not.toMatch(acts);
        expect(`${message}\n${frame}`).not.toMatch(command);
        expect(message).not.toContain("\n");
      }
    }),
  );
});

test("a cell is as wide as its printed text", () => {
  expect(cellsOf("a\u001b\u202eb").map(({ text, width }) => [text, width])).toEqual([
    ["a", 1],
    ["\\u001b", 6],
    ["\\u202e", 6],
    ["b", 1],
  ]);
});

test("texts of one line and of several", () => {
  expect(visibleText("a\r\n\tb\u001b[1m\u202e名👩‍👩‍👧")).toBe("a\\r\\n\\tb\\u001b[1m\\u202e名👩‍👩‍👧");
  expect(visibleLines("a\r\n\tb\rc\n\u0085")).toBe("a\r\n\tb\\rc\n\\u0085");
  const value = { "\u2028": "\u202e\u007f\n\t\u001b\ud800" };
  expect(JSON.parse(visibleLines(JSON.stringify(value, undefined, 2)))).toEqual(value);
});
