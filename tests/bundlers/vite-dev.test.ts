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

// Files, a watcher, a server and a browser: now and then a change is lost between them, and comes with the next.
describe("Vite's dev server, in Chromium", { retry: 2 }, () => {
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
      "index.html": `<!doctype html><title>loading</title><script type="module" src="/src/main.ts"></script>\n`,
    });
    server = await createServer({
      root: project.folder,
      configFile: false,
      logLevel: "silent",
      plugins: [flowc()],
      // The package lies behind a link.
      server: { host: "127.0.0.1", port: 0, fs: { allow: [project.folder, root] } },
    });
    // What is written before the watcher has looked around is no change to it. It may have done so already.
    const ready = new Promise((resolve) => server.watcher.once("ready", resolve));
    await server.listen();
    await Promise.race([ready, new Promise((resolve) => setTimeout(resolve, 1000))]);
    page = await browser.newPage();
    loads = 0;
    page.on("load", () => loads++);
    const { port } = server.httpServer!.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/`);
  });
  afterEach(async () => {
    await page.close();
    await server.close();
    project.remove();
  });

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

  it("shows an error over the page with the lines of the flow, until what the flow needs is there", async () => {
    await shows("Hello Ada");
    project.write({ "src/greet.flow.yaml": flow.replace("#trim", "#shout") });
    await expect.poll(overlay, waiting).toContain("the module `./ops.ts` exports no `shout`");
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

  it("starts with an error, and goes on when a missing module comes", async () => {
    project.write({ "src/greet.flow.yaml": flow.replace("./ops.ts#trim", "./more.ts#trim") });
    await expect.poll(overlay, waiting).toContain("error[callable/missing-module]");
    project.write({ "src/more.ts": `export const trim = (name: string): string => name.trim() + "!";\n` });
    await shows("Hello Ada!");
  });
});
