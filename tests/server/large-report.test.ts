import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { expect, test } from "vitest";
import { createProject, twoSteps } from "../cli/run-cli.js";
import { largeRecord } from "../trace/large-record.js";
import { startDevForTest } from "./start-dev.js";

const cwd = createProject({ ...twoSteps, "node_modules/.keep": "" });
const runs = path.join(cwd, "node_modules/.cache/flowc/runs");
mkdirSync(runs, { recursive: true });
const [whole, damaged] = ["20260101-000000000-00000000000000aa", "20260101-000001000-00000000000000aa"];
const record = largeRecord(10_000);
writeFileSync(path.join(runs, `${whole}.jsonl`), record);
writeFileSync(path.join(runs, `${damaged}.jsonl`), record.replace('"n":15000,"t":15000,', '"n":15000,"t":-1,'));

test("pages are served while the report of a large record is made", async () => {
  const dev = await startDevForTest(cwd);
  const report = dev.ask(`/run/${whole}`);
  await after(200);
  const first = await Promise.race([report.then(() => "report"), dev.ask("/").then(({ text }) => text)]);
  expect(first).toContain("<h1>");
  const { status, text } = await report;
  expect(status).toBe(200);
  expect(text).toContain('<h1>large <span class="pill ok">✓ done</span></h1>');
  expect(text.endsWith("</html>\n")).toBe(true);
}, 120_000);

test("a large record that is damaged is named with its line", async () => {
  const dev = await startDevForTest(cwd);
  const { text } = await dev.ask(`/run/${damaged}`);
  expect(text).toContain("is damaged: the line has no valid");
  expect(text).toContain("15001");
}, 120_000);

test("a record of more than 100 MB has a page too", async () => {
  const id = "20260101-000002000-00000000000000aa";
  const value = "x".repeat(20_000);
  writeFileSync(
    path.join(runs, `${id}.jsonl`),
    largeRecord(5_500, () => `"type":"success","result":"${value}"`),
  );
  const dev = await startDevForTest(cwd);
  const { status, text } = await dev.ask(`/run/${id}`);
  expect([status, text.includes('<h1>large <span class="pill ok">✓ done</span></h1>')]).toEqual([200, true]);
}, 120_000);
