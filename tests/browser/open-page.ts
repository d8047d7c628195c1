import type { Browser, Page } from "playwright-core";

export type PageOptions = NonNullable<Parameters<Browser["newPage"]>[0]>;

/** A page, and what it did that no page of ours may do. */
export interface OpenPage {
  readonly page: Page;
  /** What it wrote to the console, where violations of its policy are too, what it threw, and dialogs. */
  readonly faults: string[];
  /** The addresses that it requested, its own first. */
  readonly requests: string[];
}

/** Opens an address in a new page. */
export async function openPage(browser: Browser, address: string, options: PageOptions = {}): Promise<OpenPage> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 }, ...options });
  const [faults, requests]: [string[], string[]] = [[], []];
  page.on("console", (message) => faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(address);
  return { page, faults, requests };
}
