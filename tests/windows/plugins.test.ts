import { mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import type * as Fs from "node:fs";
import { tmpdir } from "node:os";
import type * as Path from "node:path";
import { posix, sep } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { flowFile, flowModule, flowOf } from "../../src/project/flow-file.js";
import { createFlowImports } from "../../src/bundlers/flow-imports.js";
import flowcRollup from "../../src/bundlers/rollup.js";
import flowcVite from "../../src/bundlers/vite.js";

/*
 * Checks what bundlers pass to a plugin on Windows: Vite uses ids with `/`, the others with `\`; watchers use either.
 * Here `node:path` is its `win32`, and the drive `C:` is a folder of this system.
 */
const { drive } = vi.hoisted(() => ({ drive: { root: "" } }));

vi.mock("node:path", async (original) => {
  const { win32, posix } = await original<typeof Path>();
  return { ...win32, posix, default: { ...win32, posix } };
});
vi.mock("node:fs", async (original) => {
  const fs = await original<typeof Fs>();
  const onDrive = (value: unknown): unknown =>
    typeof value === "string" && /^[a-z]:[\\/]/iu.test(value)
      ? [drive.root, ...value.slice(3).split(/[\\/]/u)].join("/")
      : value;
  const wrapped = Object.entries(fs).map(([name, value]: [string, unknown]) =>
    typeof value === "function" && /^[a-z]/u.test(name)
      ? [name, (...parameters: unknown[]): unknown => Reflect.apply(value, fs, parameters.map(onDrive))]
      : [name, value],
  );
  const mocked = Object.fromEntries(wrapped) as typeof fs;
  return { ...mocked, default: mocked };
});

const flow = "entry: trim\nnodes:\n  trim: { callable: ./ops.ts#trim }\n";
const ops = "export const trim = (name: string): string => name.trim();\n";

function onDrive(files: Readonly<Record<string, string>>): void {
  drive.root = mkdtempSync(posix.join(tmpdir(), "flowc-windows-"));
  for (const [name, text] of Object.entries(files)) write(name, text);
}

function write(name: string, text: string): void {
  const file = posix.join(drive.root, name);
  mkdirSync(posix.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

afterEach(() => {
  if (drive.root !== "") rmSync(drive.root, { recursive: true });
  drive.root = "";
});

it("sees the paths of Windows", () => {
  expect(sep).toBe("\\");
});

it.each([
  ["C:\\app\\src\\order.flow.yaml", true, "C:\\app\\src\\order.flow.yaml"],
  ["C:/app/src/order.flow.yml", true, "C:/app/src/order.flow.yml"],
  ["\\\\server\\share\\order.flow.json", true, "\\\\server\\share\\order.flow.json"],
  ["C:/app/src/order.flow.json.js", true, "C:/app/src/order.flow.json"],
  // Imports of a flow with a query are left to the bundler.
  ["C:/app/src/order.flow.yaml?raw", false, undefined],
  ["C:\\app\\src\\order.flow.yaml?url", false, undefined],
  ["C:/app/src/order.yaml", false, undefined],
])("%s is a flow's module: %s", (id, isModule, file) => {
  expect(flowModule.test(id)).toBe(isModule);
  if (file !== undefined) expect(flowOf(id)).toBe(file);
  if (file !== undefined) expect(flowFile.test(file)).toBe(true);
});

/** Calls a hook of a plugin, which is a function or an object with one. */
function call(hook: unknown, context: object, ...given: readonly unknown[]): unknown {
  const handler: unknown = typeof hook === "object" && hook !== null && "handler" in hook ? hook.handler : hook;
  if (typeof handler !== "function") throw new Error("the plugin has no such hook");
  return Reflect.apply(handler, context, given);
}

/** The result of the hook that resolves what a flow imports. */
async function resolve(
  plugin: { readonly resolveId?: unknown },
  specifier: string,
  importer: string,
): Promise<unknown> {
  return call(plugin.resolveId, {}, specifier, importer, {});
}

describe("what a flow imports", () => {
  it.each([
    ["C:/app/src/order.flow.yaml", "C:/app/src/ops.ts"],
    ["C:\\app\\src\\order.flow.yaml", "C:/app/src/ops.ts"],
    ["c:/app/src/order.flow.json.js", "c:/app/src/ops.ts"],
    ["C:/app/src/other.ts", undefined],
  ])("has the same id in Vite as elsewhere, with `/`: from %s", async (importer, id) => {
    onDrive({ "app/src/ops.ts": ops });
    expect((await resolve(flowcVite(), "./ops.js", importer)) ?? undefined).toBe(id);
  });

  it.each(["C:\\app\\src\\order.flow.yaml", "C:/app/src/order.flow.yaml"])(
    "has the system's spelling in Rollup: from %s",
    async (importer) => {
      onDrive({ "app/src/ops.ts": ops });
      expect(await resolve(flowcRollup(), "./ops.js", importer)).toBe("C:\\app\\src\\ops.ts");
    },
  );
});

describe("a flow that is imported", () => {
  it("names files relative to its project, as everywhere", async () => {
    onDrive({
      "app/package.json": "{}",
      "app/flowc.config.json": "{}",
      "app/src/order.flow.yaml": flow,
      "app/src/ops.ts": ops,
    });
    const imports = createFlowImports({ root: "C:\\app" });
    const { module, problems, read } = await imports.load("C:\\app\\src\\order.flow.yaml");
    expect(problems).toEqual([]);
    expect(module?.text).toContain("// @generated by flowc from src/order.flow.yaml\n");
    expect(module?.text).toContain('from "./ops.js";\n');
    expect(read).toContain("C:\\app\\src\\ops.ts");
  });
});

describe("Vite's hot update", () => {
  const files = {
    "app/package.json": "{}",
    "app/flowc.config.json": "{}",
    "app/src/one.flow.yaml": flow,
    "app/src/two.flow.json": JSON.stringify({ entry: "trim", nodes: { trim: { callable: "./ops.ts#trim" } } }),
    "app/src/ops.ts": ops,
  };
  interface Server {
    /** Imports both flows. */
    load(environment: string): Promise<void>;
    /** The modules of an environment that a change updates. */
    update(file: string, timestamp: number, environment?: string): Promise<readonly string[]>;
  }
  /** Starts a server that has imported both flows. */
  async function serve(): Promise<Server> {
    onDrive(files);
    const plugin = flowcVite({ declarations: false });
    call(plugin.configResolved, {}, { root: "C:/app" });
    const hooks = { addWatchFile: () => undefined, warn: () => undefined, error: (fault: Error) => fault };
    const load = async (name: string): Promise<void> => {
      const context = { ...hooks, environment: { name } };
      for (const id of ["C:/app/src/one.flow.yaml", "C:/app/src/two.flow.json.js"])
        await call(plugin.load, context, id);
    };
    await load("client");
    const moduleGraph = { getModulesByFile: (file: string) => new Set([file]), invalidateModule: () => undefined };
    return {
      load,
      update: async (file, timestamp, name = "client") =>
        (await call(
          plugin.hotUpdate,
          { environment: { name, moduleGraph } },
          { file, timestamp, modules: [] },
        )) as string[],
    };
  }
  /** Writes a file but keeps its time. */
  const writeInTime = (name: string, text: string): void => {
    const file = posix.join(drive.root, name);
    const { atime, mtime } = statSync(file);
    write(name, text);
    utimesSync(file, atime, mtime);
  };

  it.each(["C:/app/src/ops.ts", "C:\\app\\src\\ops.ts"])("knows the flows that depend on %s", async (file) => {
    const { update } = await serve();
    write("app/src/ops.ts", "export const other = 1;\n");
    const updated = await update(file, 1);
    expect(updated).toContain("C:/app/src/one.flow.yaml");
    expect(updated).toContain("C:/app/src/two.flow.json.js");
  });

  it("notices two files that change in one millisecond, by their contents instead of their times", async () => {
    const { update } = await serve();
    writeInTime("app/src/one.flow.yaml", `description: Changed.\n${flow}`);
    writeInTime("app/src/two.flow.json", files["app/src/two.flow.json"].replace('"entry"', '"name":"both","entry"'));
    // Reported for each environment and for each file.
    expect(await update("C:/app/src/one.flow.yaml", 7)).toContain("C:/app/src/one.flow.yaml");
    expect(await update("C:/app/src/one.flow.yaml", 7)).toContain("C:/app/src/one.flow.yaml");
    expect(await update("C:/app/src/two.flow.json", 7)).toContain("C:/app/src/two.flow.json.js");
    expect(await update("C:/app/src/unrelated.ts", 7)).toEqual([]);
  });

  it("reaches each environment, even if another imported the change before it was reported", async () => {
    const { update, load } = await serve();
    write("app/src/ops.ts", "export const other = 1;\n");
    await load("ssr");
    expect(await update("C:/app/src/ops.ts", 1, "client")).toContain("C:/app/src/one.flow.yaml");
    expect(await update("C:/app/src/ops.ts", 1, "ssr")).toEqual([]);
  });

  it("reaches each environment, even if the others have already imported the next change", async () => {
    const { update, load } = await serve();
    await load("ssr");
    write("app/src/one.flow.yaml", `description: Changed.\n${flow}`);
    expect(await update("C:/app/src/one.flow.yaml", 1, "client")).toContain("C:/app/src/one.flow.yaml");
    write("app/src/ops.ts", "export const other = 1;\n");
    expect(await update("C:/app/src/ops.ts", 2, "client")).toContain("C:/app/src/two.flow.json.js");
    await load("client");
    expect(await update("C:/app/src/one.flow.yaml", 1, "ssr")).toContain("C:/app/src/one.flow.yaml");
    expect(await update("C:/app/src/ops.ts", 2, "ssr")).toContain("C:/app/src/two.flow.json.js");
  });
});
