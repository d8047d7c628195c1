import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "./chromium.js";
import { openPage } from "./open-page.js";
import { storePages, type StoredPages } from "./pages.js";

let browser: Browser;
let pages: StoredPages;
beforeAll(async () => {
  [browser, pages] = await Promise.all([launchChromium(), storePages()]);
});
afterAll(() => browser.close());

/** What has the focus, by its name for screen readers, after each of so many presses of a key. */
async function focused(page: Page, key: string, times: number): Promise<readonly string[]> {
  const names: string[] = [];
  for (let count = 0; count < times; count++) {
    await page.keyboard.press(key);
    names.push(
      await page.evaluate<string>(`(() => {
        const { activeElement: element } = document;
        const node = element.querySelector(":scope > [data-node]");
        const name = element.getAttribute("aria-label") ?? (node === null ? element.textContent : "node " + node.dataset.node);
        return element.localName + ": " + name.trim();
      })()`),
    );
  }
  return names;
}

async function boxInView(page: Page, selector: string): Promise<boolean> {
  const box = await page.locator(selector).boundingBox();
  const size = page.viewportSize();
  if (box === null || size === null) return false;
  return box.x >= 0 && box.y >= 0 && box.x + box.width <= size.width && box.y + box.height <= size.height;
}

describe("the page of a picture, with the keyboard alone", () => {
  it("leads through its tools, the picture and the nodes, and back", async () => {
    const { page } = await openPage(browser, pages.policies);
    const forth = [
      "input: Find a node",
      "button: Smaller",
      "button: Larger",
      "button: All",
      "main: Picture of the flow",
      "a: node product",
      "a: node prices",
      "a: node ratings",
      "a: node stock",
      "a: node page",
      "a: node stock_unknown",
    ];
    expect(await focused(page, "Tab", forth.length)).toEqual(forth);
    expect(await focused(page, "Shift+Tab", forth.length - 1)).toEqual([...forth].reverse().slice(1));
    await page.close();
  });

  it("shows a node that gets the focus, wherever the picture was moved", async () => {
    const { page } = await openPage(browser, pages.policies);
    await page.locator("main").focus();
    for (let count = 0; count < 8; count++) await page.keyboard.press("+");
    expect(await boxInView(page, '[data-node="product"]')).toBe(false);
    expect(await focused(page, "Tab", 1)).toEqual(["a: node product"]);
    expect(await boxInView(page, '[data-node="product"]')).toBe(true);
    await focused(page, "Tab", 5);
    expect(await boxInView(page, '[data-node="stock_unknown"]')).toBe(true);
    await page.close();
  });

  it("Escape ends a search", async () => {
    const { page } = await openPage(browser, pages.policies);
    await page.keyboard.press("/");
    await page.keyboard.type("stock");
    expect(await page.locator(".found").count()).toBe(2);
    await page.keyboard.press("Escape");
    expect(await page.locator("input").inputValue()).toBe("");
    expect(await page.locator(".found").count()).toBe(0);
    await page.close();
  });
});

describe("a report, with the keyboard alone", () => {
  it("leads from what failed through the picture to the timeline", async () => {
    const { page } = await openPage(browser, pages.failed);
    expect(await focused(page, "Tab", 10)).toEqual([
      "a: pack #2",
      "summary: its input",
      "a: stock",
      "a: advert",
      "button: Smaller",
      "button: Larger",
      "button: Fit",
      "div: Picture of the flow",
      "a: node each_parcel",
      "a: node receive",
    ]);
    await page.close();
  });

  it("Enter opens what has the focus, and leads to what it names", async () => {
    const { page } = await openPage(browser, pages.failed);
    await focused(page, "Tab", 2);
    await page.keyboard.press("Enter");
    expect(await page.locator(".alert details").getAttribute("open")).toBe("");
    await focused(page, "Shift+Tab", 1);
    await page.keyboard.press("Enter");
    expect(new URL(page.url()).hash).toMatch(/^#r0n\d+$/u);
    const group = page.locator(`details${new URL(page.url()).hash}`);
    expect(await group.locator("summary").first().textContent()).toMatch(/^pack/u);
    expect(await group.getAttribute("open")).toBe("");
    await page.close();
  });

  it("the picture scrolls with arrows when it is larger than its frame", async () => {
    const { page } = await openPage(browser, pages.failed);
    for (let count = 0; count < 4; count++) await page.getByRole("button", { name: "Larger" }).click();
    await page.getByRole("region", { name: "Picture of the flow" }).focus();
    for (const key of ["ArrowRight", "ArrowDown"]) await page.keyboard.press(key);
    const scrolled = "(({ scrollLeft, scrollTop }) => scrollLeft > 0 && scrollTop > 0)(document.querySelector('.pan'))";
    await expect.poll(() => page.evaluate(scrolled)).toBe(true);
    await page.close();
  });

  it("Escape ends a search", async () => {
    const { page } = await openPage(browser, pages.done);
    await page.keyboard.press("/");
    await page.keyboard.type("north post");
    await expect.poll(() => page.locator("output").textContent()).toBe("1 found");
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator("details.group:visible").count()).toBe(10);
    expect(await page.locator("output").textContent()).toBe("");
    await page.close();
  });
});
