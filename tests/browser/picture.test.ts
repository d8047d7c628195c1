import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "../cli/run-cli.js";
import { launchChromium } from "./chromium.js";

const root = path.resolve(import.meta.dirname, "../..");
const flow = "fixtures/examples/order-fulfilment/order-fulfilment.flow.yaml";

describe("the page of a picture", () => {
  let browser: Browser;
  let address: string;

  beforeAll(async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "flowc-page-")), "order.html");
    const { out, status } = await runCli(["graph", flow, "--as", "html"], { cwd: root });
    expect(status).toBe(0);
    writeFileSync(file, out);
    address = pathToFileURL(file).href;
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
  });

  async function open(options: Parameters<Browser["newPage"]>[0] = {}) {
    const page = await browser.newPage({ viewport: { width: 900, height: 700 }, ...options });
    const messages: string[] = [];
    page.on("console", (message) => messages.push(message.text()));
    page.on("pageerror", (error) => messages.push(error.message));
    page.on("request", (request) => messages.push(request.url()));
    await page.goto(address);
    return { page, messages };
  }

  const viewOf = async (page: Page): Promise<number[]> =>
    ((await page.locator("main > svg").getAttribute("viewBox")) ?? "").split(" ").map(Number);

  it("shows the picture without a script, all of it by scrolling", async () => {
    const { page, messages } = await open({ javaScriptEnabled: false });
    expect(await page.locator("form").isVisible()).toBe(false);
    await page.locator('[data-node="archive"]').scrollIntoViewIfNeeded();
    expect((await page.locator('[data-node="archive"]').boundingBox())?.y).toBeLessThan(700);
    expect(messages).toEqual([address]);
    await page.close();
  });

  it("begins at its start, with texts that can be read", async () => {
    const { page } = await open();
    const start = await page.locator('[data-node="receive"]').boundingBox();
    expect(start?.y).toBeLessThan(250);
    expect((await page.locator('[data-node="receive"] .label').boundingBox())?.height).toBeGreaterThan(11);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.reload();
    const onTelephone = await page.locator('[data-node="receive"]').boundingBox();
    expect(onTelephone?.x).toBeGreaterThan(0);
    expect((onTelephone?.x ?? 0) + (onTelephone?.width ?? 0)).toBeLessThan(390);
    expect((await page.locator('[data-node="receive"] .label').boundingBox())?.height).toBeGreaterThan(11);
    await page.close();
  });

  it("two fingers make it larger, and one moves it", async () => {
    const { page } = await open({ hasTouch: true });
    const before = await viewOf(page);
    const touch = (type: string, touchPoints: readonly { x: number; y: number }[]): Promise<unknown> =>
      session.send("Input.dispatchTouchEvent", { type: type as "touchStart", touchPoints: [...touchPoints] });
    const session = await page.context().newCDPSession(page);
    await touch("touchStart", [
      { x: 400, y: 300 },
      { x: 500, y: 300 },
    ]);
    await touch("touchMove", [
      { x: 350, y: 300 },
      { x: 550, y: 300 },
    ]);
    await touch("touchEnd", []);
    await expect.poll(async () => (await viewOf(page))[2]).toBeLessThan(0.7 * (before[2] ?? 0));
    const larger = await viewOf(page);
    await touch("touchStart", [{ x: 400, y: 300 }]);
    await touch("touchMove", [{ x: 400, y: 200 }]);
    await touch("touchEnd", []);
    await expect.poll(async () => (await viewOf(page))[1]).toBeGreaterThan(larger[1] ?? 0);
    expect((await viewOf(page))[2]).toBe(larger[2]);
    await page.close();
  });

  it("fits, zooms, pans and returns, with the keyboard, the wheel and the mouse", async () => {
    const { page, messages } = await open();
    await page.locator("main").focus();
    await page.keyboard.press("0");
    const first = await viewOf(page);
    expect(first[3]).toBeGreaterThanOrEqual(2238);
    await page.keyboard.press("+");
    expect((await viewOf(page))[2]).toBeCloseTo((first[2] ?? 0) / 1.25, 1);
    await page.keyboard.press("0");
    expect(await viewOf(page)).toEqual(first);
    await page.mouse.move(450, 400);
    await page.mouse.wheel(0, -300);
    await expect.poll(async () => (await viewOf(page))[2]).toBeLessThan(0.9 * (first[2] ?? 0));
    const zoomed = await viewOf(page);
    await page.mouse.down();
    await page.mouse.move(500, 450);
    await page.mouse.up();
    const panned = await viewOf(page);
    expect([panned[0]! < zoomed[0]!, panned[1]! < zoomed[1]!, panned[2]]).toEqual([true, true, zoomed[2]]);
    await page.getByRole("button", { name: "All", exact: true }).click();
    expect(await viewOf(page)).toEqual(first);
    expect(messages).toEqual([address]);
    await page.close();
  });

  it("finds nodes, one after the other", async () => {
    const { page } = await open();
    await page.keyboard.press("/");
    await page.keyboard.type("notify");
    expect(await page.locator("output").textContent()).toBe("4 nodes");
    expect(await page.locator(".found").count()).toBe(4);
    const inView = async (id: string): Promise<boolean> => {
      const box = await page.locator(`[data-node="${id}"]`).boundingBox();
      return box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= 900 && box.y + box.height <= 700;
    };
    expect((await page.locator(".found .label").first().boundingBox())?.height).toBeGreaterThan(8);
    const found = await Promise.all([0, 1].map((at) => page.locator(".found").nth(at).getAttribute("data-node")));
    expect(await inView(found[0] ?? "")).toBe(true);
    await page.keyboard.press("Enter");
    expect(await inView(found[1] ?? "")).toBe(true);
    await page.keyboard.type("no such");
    expect(await page.locator("output").textContent()).toBe("no node");
    await page.close();
  });

  it("links nodes to their places", async () => {
    const { page } = await open();
    const href = await page.locator('a:has([data-node="receive"])').getAttribute("href");
    expect(href).toMatch(new RegExp(`^vscode://file${root}/${flow}:\\d+:\\d+$`, "u"));
    await page.close();
  });

  it.each([
    ["light", "rgb(255, 255, 255)"],
    ["dark", "rgb(18, 22, 28)"],
  ] as const)("follows the reader: %s, on a telephone too", async (colorScheme, color) => {
    const { page } = await open({ colorScheme, viewport: { width: 390, height: 800 } });
    expect(await page.evaluate("getComputedStyle(document.documentElement).backgroundColor")).toBe(color);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    await page.close();
  });
});
