import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { renderCodeIndex } from "../../src/report/code-index.js";

test("docs/errors/README.md lists every code (UPDATE=1 writes it)", () => {
  const file = new URL("../../docs/errors/README.md", import.meta.url);
  if (process.env["UPDATE"] === "1") writeFileSync(file, renderCodeIndex());
  expect(readFileSync(file, "utf8")).toBe(renderCodeIndex());
});
