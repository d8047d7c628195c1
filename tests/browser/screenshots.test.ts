import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "./chromium.js";
import { accessibilityFaults } from "./accessibility.js";
import { openPage, type OpenPage, type PageOptions } from "./open-page.js";
import { storePages, type StoredPages } from "./pages.js";
import { differenceOf, expectSamePicture, tolerated } from "./same-picture.js";

let browser: Browser;
let pages: StoredPages;
beforeAll(async () => {
  [browser, pages] = await Promise.all([launchChromium(), storePages()]);
});
afterAll(() => browser.close());

const telephone: PageOptions = { viewport: { width: 390, height: 844 } };
const dark = { colorScheme: "dark" } as const;

async function open(name: keyof StoredPages, options: PageOptions = {}): Promise<OpenPage> {
  return openPage(browser, pages[name], options);
}

describe("pages of pictures and reports look as they did", () => {
  it.each<[string, keyof StoredPages, PageOptions]>([
    ["picture", "picture", {}],
    ["picture-dark", "policies", dark],
    ["picture-390", "policies", telephone],
    ["picture-no-script", "picture", { javaScriptEnabled: false }],
    ["report", "failed", {}],
    ["report-dark", "done", dark],
    ["report-390", "failed", telephone],
    ["report-390-dark", "compared", { ...telephone, ...dark }],
    ["report-no-script", "done", { javaScriptEnabled: false }],
    ["compared", "compared", {}],
  ])("%s", async (name, of, options) => {
    const { page, faults } = await open(of, options);
    expectSamePicture(await page.screenshot(), name);
    expect(faults).toEqual([]);
    await page.close();
  });

  it.each<[string, keyof StoredPages]>([
    ["picture-print", "picture"],
    ["report-print", "failed"],
    ["compared-print", "compared"],
  ])("%s, on paper: nothing is cut off, and no ink is for what a reader of paper cannot use", async (name, of) => {
    // The width of A4 with margins of a centimeter, as the browser's own dialog proposes them.
    const { page } = await open(of, { viewport: { width: 718, height: 1047 } });
    await page.emulateMedia({ media: "print" });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expectSamePicture(await page.screenshot({ fullPage: true }), name);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(718);
    expect(await page.getByRole("button").filter({ visible: true }).count()).toBe(0);
    await page.close();
  });

  it.each([
    ["light", {}],
    ["dark", dark],
  ])("a box that moves by two pixels is seen: %s", async (_, options) => {
    const { page } = await open("policies", options);
    const before = await page.screenshot();
    expect(differenceOf(before, await page.screenshot()).count).toBe(0);
    await page.evaluate(`document.querySelector('[data-node="stock"]').setAttribute("transform", "translate(2 0)")`);
    expect(differenceOf(before, await page.screenshot()).count).toBeGreaterThan(2 * tolerated);
    await page.close();
  });
});

describe("axe-core finds nothing", () => {
  it.each(["picture", "policies", "done", "failed", "compared"] as const)("%s", async (name) => {
    const { page } = await open(name);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.evaluate("for (const element of document.querySelectorAll('details')) element.open = true");
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia(dark);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.close();
  });
});
