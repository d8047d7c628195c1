import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "oxc-parser";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");

/** The folders that are checked. `fixtures` and `CHANGELOG.md` are not clean yet: add them here once they are. */
const covered = [
  "grammar",
  "compiler",
  "runtime",
  "trace",
  "src",
  "scripts",
  "bench",
  "docs",
  "tests",
  "fixtures/examples/README.md",
];
const pages = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"];

/** Phrases that read as translated, and what to write. The lookarounds name the few uses that are plain English. */
const phrases: readonly (readonly [phrase: RegExp, cure: string])[] = [
  [/\bhow manieth\b/giu, "which …, counted from 1"],
  [/\bin vain\b/giu, "never, without effect"],
  [/\bno matter\b/giu, "regardless of; does not matter"],
  [/\bwhatever\b/giu, "regardless of; anything that"],
  [/\btold\b/giu, "reported, notified, distinguished"],
  [/\bmend(?:s|ed|ing)?\b/giu, "fix"],
  [/\blies\b/giu, "is"],
  // "the aliases stand for 5 values", "headings stand out", "it can stand alone"
  [/\bstands?\b(?! (?:for|out|alone)\b)/giu, "is, appears"],
  [/\bbeside\b/giu, "next to, concurrently with, in addition to"],
  // "layers, each of which waits for three nodes"
  [/(?<!\b(?:all|both|each|many|most|none|one|some|two) )\bof which\b/giu, "where, whose"],
];

interface Piece {
  readonly start: number;
  readonly text: string;
}

/** Comments, and strings with a blank in them, which are the messages. Single words in quotes are names. */
function piecesOfCode(file: string, source: string): readonly Piece[] {
  const { comments, program } = parseSync(file, source);
  const pieces: Piece[] = comments.map(({ start, value }) => ({ start, text: value }));
  if (file.startsWith("tests/")) return pieces;
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const { type, start, end } = value as { type?: unknown; start?: unknown; end?: unknown };
    if ((type === "Literal" || type === "TemplateElement") && typeof start === "number" && typeof end === "number") {
      const text = source.slice(start, end);
      if (text.includes(" ")) pieces.push({ start, text });
    }
    Object.values(value).forEach(visit);
  };
  visit(program);
  return pieces;
}

/** Names in backquotes, paths and links are not prose. What is blanked out keeps its length and its lines. */
const blank = (text: string): string => text.replace(/[^\n]/gu, " ");

function prose(text: string): string {
  return text.replace(/`[^`\n]*`|[\w@.-]*[/-][\w./-]+|\]\([^)\n]*\)/gu, blank);
}

function findings(file: string, source: string): readonly string[] {
  const pieces = file.endsWith(".md")
    ? [{ start: 0, text: source.replace(/^```[^]*?^```/gmu, blank) }]
    : piecesOfCode(file, source);
  return pieces.flatMap(({ start, text }) =>
    phrases.flatMap(([phrase, cure]) =>
      [...prose(text).matchAll(phrase)].map(({ index, 0: found }) => {
        const line = source.slice(0, start + index).split("\n").length;
        return `${file}:${line}: "${found}": write ${cure}`;
      }),
    ),
  );
}

function coveredFiles(): readonly string[] {
  const listed = execFileSync("git", ["ls-files", "-z", ...covered, ...pages], { cwd: root, encoding: "utf8" });
  return listed.split("\0").filter((file) => /\.(?:ts|mjs|md)$/u.test(file) && !file.endsWith(".flow.ts"));
}

test("comments, messages and pages have no phrase of the left column of DESIGN's table", () => {
  const files = coveredFiles();
  expect(files.length).toBeGreaterThan(500);
  expect(files.flatMap((file) => findings(file, readFileSync(path.join(root, file), "utf8")))).toEqual([]);
});

test.each([
  ["a.ts", "let told = 1;\n/** The how manieth run. */", ['a.ts:2: "how manieth": write which …, counted from 1']],
  ["a.ts", "x(`the folder\n${a} stands here`);", ['a.ts:2: "stands": write is, appears']],
  ["a.md", "# A\n\n```\nmend\n```\n\n`told` is\nmended", ['a.md:8: "mended": write fix']],
  ["a.ts", "// each of which stands for one: see may-run-beside.ts", []],
])("a phrase is found in prose only: %s %j", (file, source, expected) => {
  expect(findings(file, source)).toEqual(expected);
});
