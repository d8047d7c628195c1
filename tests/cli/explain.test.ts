import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { catalogue } from "../../compiler/diagnostics/catalogue.js";
import { readPage, summaryOf } from "../../src/report/pages.js";
import { renderPage } from "../../src/report/render-page.js";
import { createProject, runCli } from "./run-cli.js";

const cwd = createProject({});

test("a code prints its page unchanged if there is no terminal", async () => {
  expect(await runCli(["explain", "edge/left-arrow"], { cwd })).toEqual({
    status: 0,
    out: readPage("edge/left-arrow"),
    error: "",
  });
  expect((await runCli(["explain", "error[edge/left-arrow]"], { cwd })).out).toBe(readPage("edge/left-arrow"));
});

test("in a terminal, headings, code and links are formatted", () => {
  const page =
    "# a/b\n\nError. Wrong `x`.\n\n## Wrong\n\n```yaml\nentry: a\n```\n\nSee: [Edges](../../language.md#2-edges)\n";

  const plain = stripVTControlCharacters(renderPage(page, true));
  expect(plain).toBe("a/b\n\nError. Wrong x.\n\nWrong\n\n    entry: a\n\nSee: Edges (docs/language.md#2-edges)\n");
});

test("in a terminal, lines break between words, and code stays whole", () => {
  const page = "# a/b\n\nError. The word `on_error: { goto: x }` is long, see [Policies](../../language.md#7).\n";
  const plain = stripVTControlCharacters(renderPage(page, true, 30));
  expect(plain).toBe("a/b\n\nError. The word\non_error: { goto: x } is long,\nsee Policies\n(docs/language.md#7).\n");
});

test("without a code, all are listed", async () => {
  const { status, out } = await runCli(["explain"], { cwd });
  expect(status).toBe(0);
  const codes = out.split("\n").flatMap((line) => line.split(" ")[0] || []);
  expect(codes).toEqual(Object.keys(catalogue).sort());
});

test.each([
  ["edge/left-arow", "Did you mean `edge/left-arrow`?"],
  ["left-arrow", "Did you mean `edge/left-arrow`?"],
  ["template", "Did you mean `template/empty` or `template/unclosed`?"],
  ["qqqqqqqqqqqqqqq", "`flowc explain` lists all codes."],
])("for an unknown code %s, the closest are suggested", async (code, help) => {
  const { status, out, error } = await runCli(["explain", code], { cwd });
  expect({ status, out }).toEqual({ status: 2, out: "" });
  expect(error).toBe(`error: there is no code \`${code}\`\n  = help: ${help}\n`);
});

test("the summary of a page is its first sentence", () => {
  expect(summaryOf("# a/b\n\nError. In `ops.ts` it is\nwrong. More.\n\nText.\n")).toBe("In `ops.ts` it is wrong.");
  expect(summaryOf("# a/b\n")).toBeUndefined();
});
