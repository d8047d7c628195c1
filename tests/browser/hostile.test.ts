import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createHash } from "node:crypto";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drawReport } from "../../src/cli/report/draw-report.js";
import { loadLayout } from "../../src/graph/layout.js";
import { pageOf } from "../../picture/html/page.js";
import { pictureOf } from "../../picture/picture-of.js";
import { hostileFlow, hostileTexts } from "../picture/hostile-flow.js";
import { runsIn } from "../trace/record-run.js";
import { launchChromium } from "./chromium.js";
import { openPage } from "./open-page.js";

const folder = mkdtempSync(path.join(tmpdir(), "flowc-hostile-"));
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** A record in which a text is in every place that can hold one. */
function recordOf(text: string, number: number): string {
  const error = {
    $: "error",
    name: text,
    message: text,
    stack: `${text}\n    at ${text}`,
    cause: { $: "error", name: text, message: text },
  };
  const value = { [text]: text, list: [text, { $: "map", entries: [[text, text]] }, { $: "symbol", text }, number] };
  const of = (node: string): object => ({ node, visit: 1, index: [] });
  const lines = [
    {
      schema: "flowc.run/1",
      runId: `${text}${number}`,
      flow: text,
      file: text,
      startedAt: "2026-01-01T00:00:00.000Z",
      picture: pictureOf(hostileFlow(text)),
    },
    { type: "run", flow: text, input: value },
    { type: "start", ...of("entry"), input: value, from: [] },
    { type: "retry", ...of("entry"), attempt: 1, delay: 1, error },
    { type: "success", ...of("entry"), result: value },
    { type: "start", ...of("route"), input: value, from: [["entry", 1]] },
    { type: "success", ...of("route"), result: value },
    { type: "route", ...of("route"), routes: [{ target: text, reason: text }] },
    { type: "start", ...of(text), input: value, from: [["route", 1]] },
    { type: "failed", ...of(text), error, handled: "goto" },
    { type: "start", ...of(`${text} 2`), input: value, from: [[text, 1]] },
    { type: "failed", ...of(`${text} 2`), error },
    { type: "context", value },
    { type: "end", error },
  ];
  return lines.map((line, n) => JSON.stringify({ ...(n > 0 && { n, t: n }), ...line })).join("\n");
}

async function pagesOf(text: string): Promise<Readonly<Record<string, string>>> {
  const hashOf = (content: string): string => createHash("sha256").update(content).digest("base64");
  const placed = await (await loadLayout())(pictureOf(hostileFlow(text)));
  const runs = runsIn(recordOf(text, 1), recordOf(text, 2)).map((run) => ({ run, name: text }));
  return {
    picture: pageOf(placed, { hashOf, linkOf: ({ id }) => `https://example.org/${id}` }),
    report: await drawReport(runs.slice(0, 1)),
    compared: await drawReport(runs),
  };
}

/** Elements that pages are made of, and attributes that none has. */
const elements =
  `html head meta title style body script header h1 h2 main div section p b i small span pre code ul li dl dt dd a form input output
  button figure figcaption table thead tbody tr th td details summary svg g path rect circle line text desc defs use`.split(
    /\s+/u,
  );

describe("texts of the user's are text, in every place of every page", () => {
  it.each(hostileTexts.map((text, at) => [JSON.stringify(text).slice(0, 60), text, at] as const))(
    "%s",
    async (_, text, at) => {
      const pages = Object.entries(await pagesOf(text));
      expect(pages).toHaveLength(3);
      for (const [name, html] of pages) {
        const file = path.join(folder, `${name}-${at}.html`);
        writeFileSync(file, html);
        const { page, faults, requests } = await openPage(browser, pathToFileURL(file).href, {
          viewport: { width: 390, height: 800 },
        });
        await page.evaluate("for (const element of document.querySelectorAll('details')) element.open = true");
        const found = await page.evaluate<Found>(inspect);
        expect(found.names.filter((element) => !elements.includes(element))).toEqual([]);
        expect(found.attributes.filter((attribute) => /^on|^style$|^src/u.test(attribute))).toEqual([]);
        expect(found.scripts).toBe(1);
        expect(found.text).not.toMatch(/[^\P{Cc}\n\t]|\p{Cs}|[\u202a-\u202e\u2066-\u2069]/u);
        expect(found.width).toBeLessThanOrEqual(390);
        expect(faults).toEqual([]);
        expect(requests).toEqual([pathToFileURL(file).href]);
        await page.close();
      }
    },
  );
});

interface Found {
  readonly names: readonly string[];
  readonly attributes: readonly string[];
  readonly scripts: number;
  readonly text: string;
  readonly width: number;
}

const inspect = `({
  names: [...new Set([...document.querySelectorAll("*")].map(({ localName }) => localName))],
  attributes: [...new Set([...document.querySelectorAll("*")].flatMap((element) => element.getAttributeNames()))],
  scripts: document.scripts.length,
  text: [...document.querySelectorAll("title, body")].map(({ textContent }) => textContent).join("\\n"),
  width: document.documentElement.scrollWidth,
})`;
