import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleExamples } from "./bundle-examples.js";
import { launchChromium } from "./chromium.js";
import { runExamples, type Left } from "./run-examples.js";

/** The same script, for any kind of worker. */
const inWorker = `onmessage = async ({ data }) => postMessage(await runExamples(data));`;
const inThread = `import { parentPort, workerData } from "node:worker_threads";
parentPort.postMessage(await runExamples(workerData));`;
const inPage = `globalThis.runExamples = runExamples;`;

describe("the generated modules of all examples", () => {
  const files = new Map<string, string>([["/rate", "1.25"]]);
  let server: Server;
  let origin: string;
  let here: readonly Left[];

  beforeAll(async () => {
    files.set("/", `<!doctype html><title>examples</title><script type="module" src="/page.js"></script>\n`);
    files.set("/page.js", await bundleExamples("browser", inPage));
    files.set("/worker.js", await bundleExamples("browser", inWorker));
    server = createServer((request, response) => {
      const name = new URL(request.url ?? "/", "http://127.0.0.1").pathname;
      const type = name.endsWith(".js") ? "text/javascript" : name === "/" ? "text/html" : "text/plain";
      response.writeHead(files.has(name) ? 200 : 404, { "content-type": type }).end(files.get(name) ?? "");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    here = await runExamples(origin);
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it("run in this process: all succeed but one, whose input is wrong", () => {
    expect(here.filter(({ error }) => error !== undefined).map(({ flow, error }) => [flow, error])).toEqual([
      ["each-line", "Error: no price for moon"],
    ]);
    expect(here.find(({ flow }) => flow === "node-managed-timeout")?.context).toHaveProperty("converted", 312.5);
  });

  it("give the same results in a worker thread", async () => {
    const url = new URL(`data:text/javascript,${encodeURIComponent(await bundleExamples("node", inThread))}`);
    const worker = new Worker(url, { workerData: origin });
    const left = await new Promise<unknown>((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
    });
    await worker.terminate();
    expect(left).toEqual(here);
  });

  describe("in Chromium", () => {
    let browser: Awaited<ReturnType<typeof launchChromium>>;
    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser.close());

    it("give the same results in a page", async () => {
      const page = await browser.newPage();
      await page.goto(origin);
      const left = await page.evaluate(`runExamples(${JSON.stringify(origin)})`);
      await page.close();
      expect(withoutUndefined(left)).toEqual(withoutUndefined(here));
    });

    it("give the same results in a worker of the page", async () => {
      const page = await browser.newPage();
      await page.goto(origin);
      const left = await page.evaluate(`new Promise((resolve, reject) => {
        const worker = new Worker("/worker.js", { type: "module" });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.postMessage(${JSON.stringify(origin)});
      })`);
      await page.close();
      expect(withoutUndefined(left)).toEqual(withoutUndefined(here));
    });
  });
});

/** A value as JSON preserves it. */
function withoutUndefined(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
