import type { Browser, Page } from "playwright-core";
import type { AddressInfo } from "node:net";
import { createServer, type ViteDevServer } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import flowc from "../../src/bundlers/vite.js";
import { launchChromium } from "../browser/chromium.js";
import { createBundlerProject, greeting, root, type BundlerProject } from "./bundler-project.js";

const waiting = { timeout: 15_000, interval: 50 };
const flow = greeting["src/greet.flow.yaml"];
const ops = greeting["src/ops.ts"];
const main = [
  `import greet from "./greet.flow.yaml";`,
  "const show = async (flow: typeof greet): Promise<void> => {",
  `  document.title = String((await flow.run({}, " Ada ")).greeting);`,
  "};",
  "void show(greet);",
  `import.meta.hot?.accept("./greet.flow.yaml", (module) => module && void show(module.default));`,
  "",
].join("\n");

describe("Vite's dev server, in Chromium", () => {
  let browser: Browser;
  let project: BundlerProject;
  let server: ViteDevServer;
  let page: Page;
  let loads: number;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    project = createBundlerProject({
      ...greeting,
      "src/main.ts": main,
      "src/probe.txt": "0",
      "index.html": `<!doctype html><title>loading</title><script type="module" src="/src/main.ts"></script>\n`,
    });
    server = await createServer({
      root: project.folder,
      configFile: false,
      logLevel: "silent",
      plugins: [flowc()],
      // The package is behind a link.
      server: { host: "127.0.0.1", port: 0, fs: { allow: [project.folder, root] } },
    });
    await server.listen();
    await beginToWatch();
    page = await browser.newPage();
    loads = 0;
    page.on("load", () => loads++);
    const { port } = server.httpServer!.address() as AddressInfo;
    // An update that is sent before the page listens is lost, and the page may show something before it listens.
    const listens = page.waitForEvent("console", (message) => message.text().includes("[vite] connected."));
    await Promise.all([listens, page.goto(`http://127.0.0.1:${port}/`)]);
  });
  afterEach(async () => {
    await page.close();
    await server.close();
    project.remove();
  });

  /**
   * Waits until the watcher reports a change: files that are written before it has scanned the folder do not count as
   * changes.
   */
  const beginToWatch = async (): Promise<void> => {
    let isTold = false;
    server.watcher.on("change", (file) => {
      isTold ||= file.endsWith("probe.txt");
    });
    for (let count = 1; !isTold; count++) {
      project.write({ "src/probe.txt": String(count) });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const shows = (title: string): Promise<void> => expect.poll(() => page.title(), waiting).toBe(title);
  const overlay = async (): Promise<string> =>
    (await page.locator("vite-error-overlay :is(.message-body, .file, .frame)").allTextContents()).join("\n");

  it("updates a page without loading it again when the flow changes, or what it calls", async () => {
    await shows("Hello Ada");
    project.write({ "src/greet.flow.yaml": flow.replace("$payload.trim", `"dear {{ $payload.trim }}"`) });
    await shows("Hello dear Ada");
    project.write({ "src/ops.ts": ops.replace("Hello", "Good morning") });
    await shows("Good morning dear Ada");
    expect(loads).toBe(1);
  });

  it("updates a page when a flow in JSON changes", async () => {
    const json = (callable: string): string => JSON.stringify({ entry: "only", nodes: { only: { callable } } });
    project.write({
      "src/json.flow.json": json("./ops.ts#trim"),
      "src/main.ts": [
        `import only from "./json.flow.json";`,
        `const show = async (flow) => { document.title = "JSON: " + (await flow.run({}, " Ada ")).payloads.only; };`,
        "void show(only);",
        `import.meta.hot?.accept("./json.flow.json", (module) => module && void show(module.default));`,
      ].join("\n"),
    });
    await shows("JSON: Ada");
    const before = loads;
    project.write({ "src/json.flow.json": json("./ops.ts#greet") });
    await shows("JSON: Hello Ada"); // The title of a page does not keep two blanks in a row.
    expect(loads).toBe(before);
  });

  it("shows an error over the page with the lines of the flow, until the missing function exists", async () => {
    await shows("Hello Ada");
    project.write({ "src/greet.flow.yaml": flow.replace("#trim", "#shout") });
    await expect.poll(overlay, waiting).toContain("the module `./ops.ts` does not export `shout`");
    const text = await overlay();
    expect(text).toContain(`${project.file("src/greet.flow.yaml")}:3:30`);
    expect(text).toContain("3 |   trim: { callable: ./ops.ts#shout }");
    expect(text).toContain("   |                              ^^^^^");
    project.write({
      "src/ops.ts": `${ops}export const shout = (name: string): string => name.trim().toUpperCase();\n`,
    });
    await shows("Hello ADA");
    await expect.poll(overlay, waiting).toBe("");
  });

  it("follows the configuration", async () => {
    project.write({ "src/greet.flow.yaml": flow.replace("edges:", "  odd: { callable: ./ops.ts#trim }\nedges:") });
    await shows("Hello Ada");
    project.write({ "flowc.config.json": `{ "rules": { "node/unreachable": "error" } }\n` });
    await expect.poll(overlay, waiting).toContain("error[node/unreachable]");
    project.write({ "flowc.config.json": "{}\n" });
    await expect.poll(overlay, waiting).toBe("");
    await shows("Hello Ada");
  });

  it("starts with an error, and recovers when a missing module appears", async () => {
    project.write({ "src/greet.flow.yaml": flow.replace("./ops.ts#trim", "./more.ts#trim") });
    await expect.poll(overlay, waiting).toContain("error[callable/missing-module]");
    project.write({ "src/more.ts": `export const trim = (name: string): string => name.trim() + "!";\n` });
    await shows("Hello Ada!");
  });
});
