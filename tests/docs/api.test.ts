import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Application } from "typedoc";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const committed = path.join(root, "docs/api");

/** The pages in a folder, keyed by path. */
function readPages(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".md"));
  return Object.fromEntries(files.sort().map((file) => [file, readFileSync(path.join(folder, file), "utf8")]));
}

test("docs/api is up to date with the docstrings (UPDATE=1 writes it)", { timeout: 240_000 }, async () => {
  const isUpdate = process.env["UPDATE"] === "1";
  const folder = isUpdate ? committed : mkdtempSync(path.join(tmpdir(), "flowc-api-"));
  if (isUpdate) rmSync(committed, { recursive: true, force: true });
  const application = await Application.bootstrapWithPlugins({ options: path.join(root, "typedoc.json"), out: folder });
  const project = await application.convert();
  if (project === undefined) throw new Error("typedoc found nothing to document");
  await application.generateOutputs(project);
  expect(application.logger.hasErrors() || application.logger.hasWarnings()).toBe(false);
  expect(readPages(folder)).toEqual(readPages(committed));
});
