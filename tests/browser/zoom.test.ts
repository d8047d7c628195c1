import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchChromium } from "./chromium.js";
import { openPage, type PageOptions } from "./open-page.js";
import { storePages } from "./pages.js";

let browser: Browser;
let address: string;
beforeAll(async () => {
  let pages;
  [browser, pages] = await Promise.all([launchChromium(), storePages()]);
  address = pages.failed;
});
afterAll(() => browser.close());

async function open(options: PageOptions = {}): Promise<Page> {
  return (await openPage(browser, address, options)).page;
}

const pan = "figure.picture .pan";
const widthOf = async (page: Page): Promise<number> => (await page.locator(`${pan} svg`).boundingBox())?.width ?? 0;
const scrolledTo = (page: Page): Promise<unknown> =>
  page.evaluate(`(({ scrollLeft, scrollTop }) => [scrollLeft, scrollTop])(document.querySelector("${pan}"))`);

it.each([1200, 390])(
  "a picture that is too large begins at the node that failed, with texts that can be read: %d",
  async (width) => {
    const page = await open({ viewport: { width, height: 844 } });
    const [node, box] = [
      await page.locator(`${pan} .node.failed`).boundingBox(),
      await page.locator(pan).boundingBox(),
    ];
    if (node === null || box === null) throw new Error("nothing failed");
    expect(node.x).toBeGreaterThanOrEqual(box.x);
    expect(node.x + node.width).toBeLessThanOrEqual(box.x + box.width);
    expect(node.y).toBeGreaterThanOrEqual(box.y);
    expect(node.y + node.height).toBeLessThanOrEqual(box.y + box.height);
    expect((await page.locator(`${pan} .node.failed .label`).boundingBox())?.height).toBeGreaterThan(10);
    expect(await page.evaluate("[scrollX, scrollY, document.documentElement.scrollWidth]")).toEqual([0, 0, width]);
    await page.close();
  },
);

it("the wheel with Ctrl zooms at the pointer, and without it scrolls the page", async () => {
  const page = await open();
  await page.locator(`${pan} .node.failed`).scrollIntoViewIfNeeded();
  const [before, box] = [await widthOf(page), await page.locator(`${pan} .node.failed`).boundingBox()];
  if (box === null) throw new Error("nothing failed");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -300);
  await page.keyboard.up("Control");
  await expect.poll(() => widthOf(page)).toBeGreaterThan(2 * before);
  const after = await page.locator(`${pan} .node.failed`).boundingBox();
  expect(Math.abs((after?.x ?? 0) + (after?.width ?? 0) / 2 - x)).toBeLessThan(3);
  expect(Math.abs((after?.y ?? 0) + (after?.height ?? 0) / 2 - y)).toBeLessThan(3);
  const zoomed = await widthOf(page);
  await page.mouse.wheel(0, 100);
  expect(await widthOf(page)).toBe(zoomed);
  await page.close();
});

it("keys zoom: +, - and 0", async () => {
  const page = await open();
  const label = page.locator(`${pan} .node.failed .label`);
  const height = async (): Promise<number> => (await label.boundingBox())?.height ?? 0;
  const small = await height();
  await page.locator(pan).focus();
  const first = await widthOf(page);
  await page.keyboard.press("+");
  expect(await widthOf(page)).toBeCloseTo(first * 1.25, -1);
  expect(await height()).toBeCloseTo(small * 1.25, 0);
  await page.keyboard.press("-");
  expect(await widthOf(page)).toBeCloseTo(first, -1);
  await page.keyboard.press("0");
  expect(await widthOf(page)).toBeLessThanOrEqual((await page.locator(pan).boundingBox())?.width ?? 0);
  await page.close();
});

it("dragging moves the picture, and its end is no click", async () => {
  const page = await open();
  await page.getByRole("button", { name: "Larger" }).click({ clickCount: 3 });
  await page.locator(`${pan} .node.failed`).scrollIntoViewIfNeeded();
  const before = await scrolledTo(page);
  const box = await page.locator(`${pan} .node.failed`).boundingBox();
  if (box === null) throw new Error("nothing failed");
  await page.mouse.move(box.x + 10, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 10, box.y - 60, { steps: 4 });
  await page.mouse.up();
  expect(await scrolledTo(page)).not.toEqual(before);
  expect(page.url()).toBe(address);
  await page.locator(`${pan} .node.failed`).click();
  expect(page.url()).toMatch(/#/u);
  await page.close();
});
