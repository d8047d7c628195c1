import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { createProject, runCli, twoSteps } from "../cli/run-cli.js";
import { installPackage, root, type InstalledPackage } from "./install-package.js";

const inline = { "flowc.config.json": `{ "include": ["flows/**/*.flow.yaml"], "runtime": "inline" }` };
const read = (folder: string, file: string): string => readFileSync(path.join(folder, file), "utf8");

describe('runtime: "inline"', () => {
  test("writes the runtime next to the modules, keeps it unchanged, and removes it when it is no longer wanted", async () => {
    const cwd = createProject({ ...twoSteps, ...inline });
    const runtime = path.join(cwd, "flows/flowc-runtime.flow.ts");
    const built = await runCli(["build"], { cwd });
    expect(built.error).toBe("written flows/two.flow.ts\nwritten flows/flowc-runtime.flow.ts\n");
    expect(read(cwd, "flows/two.flow.ts")).toContain('} from "./flowc-runtime.flow.js";\n');
    expect(await runCli(["build", "--check"], { cwd })).toMatchObject({ status: 0, error: "2 modules up to date\n" });
    writeFileSync(runtime, read(cwd, "flows/flowc-runtime.flow.ts").replace("class FlowError", "class Flow"));
    expect(await runCli(["build", "--check"], { cwd })).toMatchObject({
      status: 1,
      out: expect.stringMatching(/^-export class Flow extends Error \{\n\+export class FlowError extends/mu) as string,
      error: expect.stringContaining("stale flows/flowc-runtime.flow.ts\n") as string,
    });
    rmSync(runtime);
    expect((await runCli(["build", "--check"], { cwd })).error).toContain("missing flows/flowc-runtime.flow.ts\n");
    await runCli(["build", "flows/two.flow.yaml"], { cwd });
    expect(existsSync(runtime)).toBe(true);
    writeFileSync(path.join(cwd, "flowc.config.json"), "{}");
    expect((await runCli(["build"], { cwd })).error).toBe(
      "written flows/two.flow.ts\nremoved flows/flowc-runtime.flow.ts\n",
    );
    expect(existsSync(runtime)).toBe(false);
  });

  test("never replaces a file that is not generated", async () => {
    const cwd = createProject({ ...twoSteps, ...inline, "flows/flowc-runtime.flow.ts": "// mine\n" });
    const { status, error } = await runCli(["build"], { cwd });
    expect(status).toBe(2);
    expect(error).toContain("`flows/flowc-runtime.flow.ts` is not replaced: flowc did not generate it");
    expect(existsSync(path.join(cwd, "flows/two.flow.ts"))).toBe(false);
  });

  test("is imported as the tsconfig requires, from any folder with modules", async () => {
    const cwd = createProject({
      ...twoSteps,
      "flows/deep/er/two.flow.yaml": twoSteps["flows/two.flow.yaml"].replaceAll("./ops", "../../ops"),
      "flowc.config.json": `{ "runtime": "./flows/lib/flowc.flow.ts", "outDir": "gen" }`,
      "tsconfig.json": `{ "compilerOptions": { "allowImportingTsExtensions": true, "module": "preserve" } }`,
    });
    expect((await runCli(["build"], { cwd })).error).toContain("written flows/lib/flowc.flow.ts\n");
    expect(read(cwd, "gen/flows/deep/er/two.flow.ts")).toContain('} from "../../../../flows/lib/flowc.flow.ts";\n');
    expect(read(cwd, "gen/flows/two.flow.ts")).toContain('} from "../../flows/lib/flowc.flow.ts";\n');
  });

  test("types are checked, whether or not it has been written", async () => {
    const cwd = createProject({
      ...twoSteps,
      ...inline,
      "flows/ops.ts": `import { route } from "./flowc-runtime.flow.js";
export const first = (input: number) => (input > 0 ? route("second", { payload: input }) : route("second"));
export const second = (payload: string): string => payload;
`,
      "flows/two.flow.yaml": twoSteps["flows/two.flow.yaml"].replace("first: {", "first: { type: RoutingNode,"),
    });
    const before = await runCli(["check"], { cwd });
    expect(before.error).toContain("`second` takes `string`; what `first` sends is `number`");
    expect(before.error).toContain("1 error in 1 flow\n");
    await runCli(["build"], { cwd });
    expect(existsSync(path.join(cwd, "flows/flowc-runtime.flow.ts"))).toBe(true);
    expect(await runCli(["check"], { cwd })).toEqual(before);
  });

  describe("a project whose flowc is gone after the build", () => {
    let installed: InstalledPackage;
    beforeAll(async () => {
      installed = await installPackage();
    }, 180_000);
    afterAll(() => {
      installed.remove();
    });

    it("passes TypeScript, is compiled and runs", { timeout: 60_000 }, () => {
      const compilerOptions = {
        strict: true,
        module: "nodenext",
        target: "es2022",
        rootDir: "src",
        outDir: "out",
        skipDefaultLibCheck: true,
        types: [],
      };
      installed.write("tsconfig.json", JSON.stringify({ compilerOptions, include: ["src"] }));
      installed.write("flowc.config.json", `{ "include": ["src/**/*.flow.yaml"], "runtime": "inline" }`);
      installed.write(
        "src/flows/order.flow.yaml",
        `entry: price
concurrency: 2
nodes:
  price: { callable: ./ops.ts#price, policy: { retry: { max_attempts: 2, delay: 1ms } } }
  check: { type: RoutingNode, routing_rule: ./ops.ts#check }
  each: { type: LoopNode, items_key: parcels }
  send: { callable: ./ops.ts#send, policy: { timeout: 1s } }
edges:
  - price >> check >> each >> send
`,
      );
      installed.write(
        "src/flows/ops.ts",
        `import { route } from "../flowc-runtime.flow.js";

let attempts = 0;
export async function price(order: { parcels: string[] }): Promise<{ parcels: string[] }> {
  await Promise.resolve();
  if (++attempts < 2) throw new Error("busy");
  return order;
}
export const check = (order: { parcels: string[] }) => (order.parcels.length > 0 ? [route("each")] : []);
export const send = (parcel: string): string => \`sent \${parcel}\`;
`,
      );
      installed.write(
        "src/main.ts",
        `import { FlowError } from "./flowc-runtime.flow.js";
import order from "./flows/order.flow.js";

const context = await order.run({}, { parcels: ["a", "b"] });
console.log(context.payloads["send"], context.errors.length);
await order.run({ payloads: 3 } as never, { parcels: [] }, { maxSteps: 1 }).catch((error: unknown) => {
  console.log(error instanceof FlowError);
});
declare const console: { log(...values: unknown[]): void };
`,
      );
      expect(installed.flowc("build")).toMatchObject({
        status: 0,
        stderr: expect.stringMatching(
          /^written src\/flows\/order\.flow\.ts\nwritten src\/flowc-runtime\.flow\.ts\nbuilt 1 flow in \S+ m?s\n$/u,
        ) as string,
      });
      rmSync(path.join(installed.project, "node_modules"), { recursive: true });
      const tsc = path.join(root, "node_modules/typescript/bin/tsc");
      expect(installed.node(tsc, "-p", ".")).toEqual({ status: 0, stdout: "", stderr: "" });
      rmSync(path.join(installed.project, "src"), { recursive: true });
      expect(installed.node("out/main.js")).toEqual({ status: 0, stdout: "sent b 0\ntrue\n", stderr: "" });
    });
  });
});
