import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { allCodes } from "../../src/report/pages.js";

const project = path.resolve(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(path.join(project, file), "utf8");

/** The sources that report findings: all except the catalogue itself. */
const sources = ["compiler", "grammar"]
  .flatMap((folder) => filesIn(folder))
  .filter((file) => !file.startsWith("compiler/diagnostics/catalogue"))
  .map(read);

function filesIn(folder: string): string[] {
  return readdirSync(path.join(project, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => path.posix.join(folder, file.replaceAll(path.sep, "/")));
}

describe.each(allCodes())("%s", (code) => {
  test("has a page", () => {
    expect(existsSync(path.join(project, `docs/errors/${code}.md`))).toBe(true);
  });

  test("has a fixture that reports it", () => {
    expect(read(`fixtures/errors/${code}/expected.txt`)).toContain(`[${code}]: `);
  });

  test("is reported somewhere", () => {
    expect(sources.some((source) => source.includes(`"${code}"`))).toBe(true);
  });
});
