import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { drawReport } from "../../src/cli/report/draw-report.js";
import { largeRecord, lateFailure } from "../trace/large-record.js";
import { runsIn } from "../trace/record-run.js";
import { launchChromium } from "./chromium.js";
import { openPage } from "./open-page.js";

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** Elements that a report has at most, most of them in groups that are drawn when they come into view. */
const mostElements = 120_000;

it.each([
  // Its number is in its own row, and in that of the one that it caused.
  ["10,000", largeRecord(10_000), "9999", /^2 found$/u],
  ["100,000", largeRecord(100_000, lateFailure), "late", /^10 found$/u],
] as const)("the report of %s activations opens, and finds one of the last", async (count, record, words, found) => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "flowc-large-")), "report.html");
  writeFileSync(file, await drawReport(runsIn(record).map((run) => ({ run, name: "run.jsonl" }))));
  const { page, faults } = await openPage(browser, pathToFileURL(file).href);
  expect(await page.locator(".facts").first().textContent()).toContain(`${count} activations`);
  expect(await page.evaluate("document.querySelectorAll('*').length")).toBeLessThan(mostElements);
  await page.keyboard.press("/");
  await page.keyboard.type(words);
  await expect.poll(() => page.locator("output").textContent(), { timeout: 20_000 }).toMatch(found);
  expect(faults).toEqual([]);
  await page.close();
});
