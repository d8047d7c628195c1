import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reportPage } from "../../trace/report/report-page.js";
import { loadLayout } from "../../src/graph/layout.js";
import { planOf, recordRun, runsIn } from "../trace/record-run.js";
import { launchChromium } from "./chromium.js";

const hostile = `</script><script>alert(1)</script><img src=x onerror=alert(2)> "'&`;
const quoted = JSON.stringify(hostile);
const plan = planOf(`name: hostile
entry: begin
nodes:
  begin: { callable: ./ops.ts#begin }
  ${quoted}: { callable: ./ops.ts#same, name: ${quoted} }
  each: { type: LoopNode, body_route: item, done_route: last, collect: item }
  item: { callable: ./ops.ts#item }
  last: { callable: ./ops.ts#fails, policy: { retry: { max_attempts: 2 } } }
edges:
  - ${JSON.stringify(`begin >> ${quoted} >> each`)}
  - each >> (item | last)
`);

describe("a report in a browser", () => {
  let browser: Browser;
  let address: string;

  beforeAll(async () => {
    const functions = {
      begin: () => Array.from({ length: 30 }, (_, at) => at),
      same: (value: unknown) => value,
      item: (at: number) => ({ [hostile]: `gave-${at}` }),
      fails: () => {
        throw new TypeError(hostile);
      },
    };
    const runs = runsIn(await recordRun(plan, functions, { input: "x".repeat(500), context: { [hostile]: hostile } }));
    const layout = await loadLayout();
    const inputs = [];
    for (const run of runs) {
      const placed = run.picture === undefined ? undefined : await layout(run.picture);
      inputs.push({ run, placed, name: "run.jsonl" });
    }
    const hashOf = (text: string): string => createHash("sha256").update(text).digest("base64");
    const folder = mkdtempSync(path.join(tmpdir(), "flowc-report-"));
    writeFileSync(path.join(folder, "report.html"), reportPage(inputs, { hashOf }));
    writeFileSync(path.join(folder, "two.html"), reportPage([...inputs, ...inputs], { hashOf }));
    address = pathToFileURL(folder).href;
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
  });

  async function open(name: string, options: Parameters<Browser["newPage"]>[0] = {}) {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, ...options });
    const messages: string[] = [];
    page.on("console", (message) => messages.push(message.text()));
    page.on("pageerror", (error) => messages.push(error.message));
    page.on("dialog", (dialog) => messages.push(dialog.message()));
    page.on("request", (request) => messages.push(request.url()));
    await page.goto(`${address}/${name}`);
    return { page, messages };
  }

  it.each([
    ["report.html", 390, "light"],
    ["report.html", 1400, "dark"],
    ["two.html", 390, "dark"],
  ] as const)(
    "loads and reports nothing, and does not scroll sideways: %s at %i pixels, %s",
    async (name, width, colorScheme) => {
      const { page, messages } = await open(name, { viewport: { width, height: 800 }, colorScheme });
      await page.evaluate("for (const element of document.querySelectorAll('details')) element.open = true");
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      expect(messages).toEqual([`${address}/${name}`]);
      expect(await page.locator("script").count()).toBe(1);
      expect(await page.locator("img").count()).toBe(0);
      await page.close();
    },
  );

  it("can be read without a script", async () => {
    const { page } = await open("report.html", { javaScriptEnabled: false });
    expect(await page.locator(".alert.failed pre").first().textContent()).toContain(`TypeError: ${hostile}`);
    expect(await page.locator("form").isVisible()).toBe(false);
    expect(await page.locator(".timeline tbody tr").count()).toBe(5);
    const group = page.locator("details.group", { has: page.locator("summary > b", { hasText: /^each$/u }) });
    await group.locator("summary").first().click();
    expect(await group.locator("details, p:not(.note)").first().isVisible()).toBe(true);
    await page.close();
  });

  it("finds activations by any of their texts, and zooms", async () => {
    const { page } = await open("report.html");
    await page.keyboard.press("/");
    await page.keyboard.type("onerror=alert(2)> GAVE-7 item");
    await expect.poll(async () => page.locator("output").textContent()).toBe("1 found");
    expect(await page.locator("details.group:visible").count()).toBe(1);
    const width = async (): Promise<number> => (await page.locator("svg.fc").boundingBox())?.width ?? 0;
    const before = await width();
    await page.getByRole("button", { name: "Larger" }).click();
    expect(await width()).toBeCloseTo(before * 1.25, 0);
    await page.getByRole("button", { name: "Fit" }).click();
    expect(await width()).toBeCloseTo(before, 0);
    await page.close();
  });

  it("leads from a node of the picture to its activations", async () => {
    const { page } = await open("report.html");
    const link = page.locator('a:has([data-node="item"])').last();
    const href = (await link.getAttribute("href")) ?? "";
    const group = page.locator(`details.group${href}`);
    expect(await group.locator("details").first().isVisible()).toBe(false);
    await link.focus();
    await page.keyboard.press("Enter");
    await expect.poll(async () => group.locator("details").first().isVisible()).toBe(true);
    expect(await group.locator("summary").first().textContent()).toMatch(/^item ×30/u);
    await page.close();
  });
});
