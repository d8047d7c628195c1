import { createServer, type HotPayload, type ViteDevServer } from "vite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import flowc from "../../src/bundlers/vite.js";
import { textOf } from "./bundle.js";
import { createBundlerProject, greeting, type BundlerProject } from "./bundler-project.js";
import { createGate, type Gate } from "./gate.js";

const flow = greeting["src/greet.flow.yaml"].replace("edges:", "  odd: { callable: ./ops.ts#trim }\nedges:");
const url = "/src/greet.flow.yaml";

/** Uses the dev server without a browser. The test determines what its watcher reports. */
describe("a change while Vite is still processing the flow", () => {
  let project: BundlerProject;
  let server: ViteDevServer;
  let sent: string[];
  /** What comes after flowc waits at this gate. */
  let gate: Gate | undefined;
  beforeEach(async () => {
    gate = undefined;
    sent = [];
    project = createBundlerProject({ ...greeting, "src/greet.flow.yaml": flow, "flowc.config.json": "{}" });
    const slow = {
      name: "slow",
      transform: async (code: string, id: string) => {
        if (id.endsWith(url)) await gate?.pass();
        return code;
      },
    };
    server = await createServer({
      root: project.folder,
      configFile: false,
      logLevel: "silent",
      plugins: [flowc({ declarations: false }), slow],
      optimizeDeps: { noDiscovery: true },
      server: { middlewareMode: true, ws: false, watch: null },
    });
    const { hot } = server.environments.client;
    hot.send = (payload: HotPayload | string) => {
      sent.push(typeof payload === "string" ? payload : payload.type);
    };
  });
  afterEach(async () => {
    await server.close();
    project.remove();
  });

  const load = async (): Promise<string> => {
    try {
      return (await server.environments.client.transformRequest(url))?.code ?? "";
    } catch (error) {
      return textOf(error);
    }
  };
  const change = async (file: string, text: string): Promise<void> => {
    const before = sent.length;
    project.write({ [file]: text });
    server.watcher.emit("change", project.file(file));
    await expect.poll(() => sent.length, { timeout: 10_000, interval: 5 }).toBeGreaterThan(before);
  };

  it.each([
    ["the configuration", "flowc.config.json", `{ "rules": { "node/unreachable": "error" } }`, "node/unreachable"],
    ["what it calls", "src/ops.ts", "export const greet = (name: string): string => name;\n", "does not export `trim`"],
    ["the flow", "src/greet.flow.yaml", flow.replace("$ctx.greeting", "$ctx.other"), "other"],
  ])("is not lost: %s", async (_, file, text, shown) => {
    expect(await load()).toContain("greeting");
    await change("src/greet.flow.yaml", flow.replace("odd:", "strange:"));
    gate = createGate();
    const before = load();
    await gate.isReached;
    await change(file, text);
    gate.open();
    await before;
    expect(await load()).toContain(shown);
  });
});
