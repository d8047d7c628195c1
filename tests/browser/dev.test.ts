import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createProject, twoSteps } from "../cli/run-cli.js";
import { type Dev, startDev } from "../server/start-dev.js";
import { launchChromium } from "./chromium.js";

const cwd = createProject({
  ...twoSteps,
  "flows/ops.ts": `${twoSteps["flows/ops.ts"]}
export const slow = () => new Promise((resolve) => setTimeout(resolve, 60_000));
`,
  "flows/slow.flow.yaml":
    "entry: seed\nnodes:\n  seed: { callable: ./ops.ts#first }\n  wait: { callable: ./ops.ts#slow }\nedges: [seed >> wait]\n",
});
mkdirSync(path.join(cwd, "node_modules"));
const flowFile = path.join(cwd, "flows/two.flow.yaml");
let browser: Browser;
let dev: Dev;

beforeAll(async () => {
  [browser, dev] = await Promise.all([launchChromium(), startDev(cwd)]);
});
afterAll(async () => {
  await browser.close();
  dev.child.kill("SIGINT");
  await dev.result;
});

it("flowc dev in Chromium: finds, changes live, runs, marks nodes, stops and reports", async () => {
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on("console", (message) => faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto(dev.address);
  await page.getByRole("link", { name: "two", exact: true }).click();
  expect(new URL(page.url()).search).toBe("");
  await page.locator('[data-node="second"]').waitFor();

  await page.getByLabel("Input", { exact: true }).fill("20");
  const text = readFileSync(flowFile, "utf8");
  writeFileSync(flowFile, text.replace("first >> second", "first >> second\n  - second >> third"));
  await page.locator("[data-part=findings]", { hasText: "edge/unknown-node" }).waitFor();
  writeFileSync(flowFile, text.replaceAll("second", "third").replace("#third", "#second"));
  await page.locator('[data-node="third"]').waitFor();

  await page.getByLabel("Input", { exact: true }).fill("20");
  await page.getByRole("button", { name: "Run" }).click();
  await page.locator("#run-state", { hasText: "done" }).waitFor();
  expect(await page.locator(".node.ok").count()).toBe(2);
  expect(await page.locator(".edge.went").count()).toBe(1);
  expect(await page.locator('[data-node="third"] .live-mark').textContent()).toMatch(/^[\d.]+ m?s$/u);
  await page.getByRole("link", { name: "Report of this run" }).click();
  await page.locator("h1", { hasText: "✓ done" }).waitFor();
  expect(await page.locator("figure .node.ok").count()).toBe(2);

  await page.goto(dev.address);
  await page.getByRole("link", { name: "slow", exact: true }).click();
  await page.getByLabel("Input", { exact: true }).fill("1");
  await page.getByRole("button", { name: "Run" }).click();
  await page.locator('[data-node="wait"].running').waitFor();
  expect(await page.locator('[data-node="seed"].ok').count()).toBe(1);
  await page.getByRole("button", { name: "Stop" }).click();
  await page.locator("#run-state", { hasText: "stopped" }).waitFor();
  expect(faults).toEqual([]);
  await page.close();
});
