import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { drawReport } from "../../src/cli/report/draw-report.js";
import { runsIn } from "./record-run.js";

const folder = path.join(import.meta.dirname, "goldens");

test.each([
  ["done.html", ["done.jsonl"]],
  ["failed.html", ["failed.jsonl"]],
  ["compared.html", ["done.jsonl", "failed.jsonl"]],
])("%s is the report of its records, byte for byte (UPDATE=1 writes it)", async (page, records) => {
  const named = records.flatMap((name) =>
    runsIn(readFileSync(path.join(folder, name), "utf8")).map((run) => ({ name, run })),
  );
  const html = await drawReport(named);
  const file = path.join(folder, page);
  if (process.env["UPDATE"] === "1") writeFileSync(file, html);
  expect(html).toBe(readFileSync(file, "utf8"));
});
