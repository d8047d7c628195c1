import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDevProject, hostile } from "../server/dev-project.js";
import { type Dev, startDev } from "../server/start-dev.js";
import { accessibilityFaults } from "./accessibility.js";
import { launchChromium } from "./chromium.js";
import { openPage, type PageOptions } from "./open-page.js";
import { expectSamePicture } from "./same-picture.js";

let browser: Browser;
let dev: Dev;
beforeAll(async () => {
  [browser, dev] = await Promise.all([launchChromium(), startDev(createDevProject())]);
  // What types tell is found after the first page is shown.
  const { page } = await open("typed");
  await page.getByText("Types are being checked.").waitFor({ state: "detached" });
  await page.close();
});
afterAll(async () => {
  await browser.close();
  dev.child.kill("SIGINT");
  await dev.result;
});

/** Opens the list, and the page of a flow if one is named. */
async function open(flow?: string, options: PageOptions = {}): ReturnType<typeof openPage> {
  const opened = await openPage(browser, dev.address, options);
  await opened.page.getByRole("heading", { name: "Flows" }).waitFor();
  if (flow !== undefined) {
    await opened.page.getByRole("link", { name: flow, exact: true }).click();
    await opened.page.locator(".pan").waitFor();
  }
  return opened;
}

async function runTyped(page: Page, id: string): Promise<void> {
  await page.getByLabel("id").fill(id);
  await page.getByRole("button", { name: "Run" }).click();
  // The page shows the end of an earlier run until this one has started.
  await page.locator("#run-state", { hasText: "running" }).waitFor();
  await page.locator("#run-state", { hasText: "done" }).waitFor();
}

/** What differs from run to run: times, and the folder of the project. */
const still = `for (const element of document.querySelectorAll(".live-mark, .runs a, .facts code"))
  element.textContent = element.textContent
    .replace(/[\\d.]+ m?s/, "1.2 ms")
    .replace(/^\\d{4}-\\d\\d-\\d\\d [\\d:]+ UTC$/, "2026-03-04 09:15:02 UTC")
    .replace(/^\\/.*/, "/the/project")`;

const dark = { colorScheme: "dark" } as const;
const telephone: PageOptions = { viewport: { width: 390, height: 844 } };

describe("pages of flowc dev", () => {
  it.each<[string, string | undefined, PageOptions]>([
    ["dev-list", undefined, {}],
    ["dev-list-390-dark", undefined, { ...telephone, ...dark }],
    ["dev-flow", "typed", {}],
    ["dev-flow-390", "typed", telephone],
    ["dev-broken-dark", "broken", dark],
  ])("look as they did, and axe-core finds nothing: %s", async (name, flow, options) => {
    const { page, faults } = await open(flow, options);
    await page.evaluate(still);
    expectSamePicture(await page.screenshot(), name);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(options.viewport?.width ?? 1200);
    await page.evaluate("for (const element of document.querySelectorAll('details')) element.open = true");
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  });

  it("can be read without a script", async () => {
    const { page } = await open("broken", { javaScriptEnabled: false });
    expect(await page.locator(".list li").first().textContent()).toContain("edge/unknown-node");
    expect(await page.locator('[data-node="second"]').isVisible()).toBe(true);
    await page.close();
  });

  it("the fields of an input write its JSON, and the other way round", async () => {
    const { page } = await open("typed");
    const json = page.locator("textarea[name=input]");
    const value = async (): Promise<unknown> => JSON.parse(await json.inputValue());
    expect(await value()).toEqual({ id: "", express: false, kind: "book", address: { city: "" } });
    await page.getByLabel("id").fill("o-1");
    await page.getByLabel("size").fill("2.5");
    await page.getByLabel("express").check();
    await page.getByLabel("kind").selectOption("gift");
    await page.getByLabel("city").fill("Bath");
    await page.getByLabel("lines").fill('["tea"]');
    const whole = { id: "o-1", size: 2.5, express: true, kind: "gift", address: { city: "Bath" }, lines: ["tea"] };
    expect(await value()).toEqual(whole);

    await page.getByText("The same as JSON").click();
    await json.fill(JSON.stringify({ ...whole, id: "o-2", size: undefined, kind: "book", more: 1 }));
    expect(await page.getByLabel("id").inputValue()).toBe("o-2");
    expect(await page.getByLabel("size").inputValue()).toBe("");
    expect(await page.getByLabel("kind").inputValue()).toBe('"book"');

    await page.getByLabel("lines").fill("[");
    await page.getByRole("button", { name: "Run" }).click();
    await page.getByText("This is not JSON.").waitFor();
    expect(await page.evaluate("document.activeElement.dataset.path")).toBe('["lines"]');
    await page.close();
  });

  it("a run from the keyboard alone marks what it took, and its page looks as it did", async () => {
    const { page, faults } = await open("typed");
    await page.getByLabel("id").focus();
    await page.keyboard.type("o-1");
    await page.keyboard.press("Enter");
    await page.locator("#run-state", { hasText: "done" }).waitFor();
    await page.locator("[data-part=runs] td").first().waitFor();
    const classOf = (id: string): Promise<string | null> => page.locator(`[data-node="${id}"]`).getAttribute("class");
    expect(await classOf("refuse")).toContain("handled");
    expect(await classOf("rescue")).toContain("ok");
    expect(await classOf("other")).toContain("unused");
    expect(await page.locator(".edge.went").count()).toBe(2);
    await page.evaluate(still);
    expectSamePicture(await page.screenshot(), "dev-ran");
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "Larger" }).click();
    expect(await page.locator(".pan.zoomed").count()).toBe(1);
    expect(faults).toEqual([]);
    await page.close();
  });

  it("texts of the user's are text: names, input, output, errors and findings", async () => {
    const { page, faults } = await open("typed");
    await runTyped(page, `</script>${hostile}`);
    expect(await page.locator("#run-output").textContent()).toBe("<b>printed</b> \\u202e\\u0007\n");
    await page.getByRole("link", { name: "Report of this run" }).click();
    await page.getByRole("heading", { name: "✓ done" }).waitFor();
    expect(await page.locator(".alert.handled").textContent()).toContain(`TypeError: no </script>${hostile}`);
    await page.goto(`http://127.0.0.1:${dev.port}/`);
    await page.getByRole("link", { name: hostile, exact: true }).click();
    await page.locator(".list li").first().waitFor();
    expect(await page.locator(".list").textContent()).toContain(hostile);
    expect(await page.locator("img").count()).toBe(0);
    expect(faults).toEqual([]);
    await page.close();
  });
});
