import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import path from "node:path";
import { parseSync } from "oxc-parser";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installPackage, root, type InstalledPackage } from "./install-package.js";

const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
};
const installing = { timeout: 180_000 };
const typescripts = ["typescript", "typescript-5", "typescript-7"];

describe("the packed package", () => {
  let installed: InstalledPackage;

  beforeAll(() => {
    installed = installPackage();
  }, installing.timeout);
  afterAll(() => {
    installed.remove();
  });

  it("has a command", () => {
    expect(installed.flowc("--version")).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: "" });
  });

  it("can be imported", () => {
    const script = `
      const [flowc, runtime] = await Promise.all([import("flowc"), import("flowc/runtime")]);
      console.log(typeof flowc.defineConfig, typeof runtime.defineFlow, typeof runtime.route, typeof runtime.FlowError);`;
    expect(installed.node("--input-type=module", "--eval", script)).toEqual({
      status: 0,
      stdout: "function function function function\n",
      stderr: "",
    });
  });

  it.each(
    typescripts.flatMap((name) => [
      [name, "nodenext", "nodenext"],
      [name, "esnext", "bundler"],
    ]),
  )("has types for %s, module %s, resolution %s", installing, (name, module, moduleResolution) => {
    installed.write(
      "types/use.ts",
      [
        `import { defineConfig, type FlowcConfig } from "flowc";`,
        `import { FlowError, route } from "flowc/runtime";`,
        `export const config: FlowcConfig = defineConfig({ include: ["flows/**/*.yaml"], rules: { "yaml/syntax": "error" } });`,
        `// @ts-expect-error An unknown key is refused.`,
        `export const wrong: FlowcConfig = { includes: [] };`,
        `export const chosen = route("a", { payload: 1 });`,
        `export const isFlowError = (error: unknown): boolean => error instanceof FlowError;`,
      ].join("\n"),
    );
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      target: "es2022",
      lib: ["es2022", "dom"],
      noEmit: true,
      types: [],
      module,
      moduleResolution,
    };
    installed.write("types/tsconfig.json", JSON.stringify({ compilerOptions }));
    const tsc = path.join(root, "node_modules", name, "bin/tsc");
    expect(installed.node(tsc, "-p", "types")).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it("is clean by publint", installing, async () => {
    const pkgDir = path.join(installed.project, "node_modules/flowc");
    const { messages, pkg } = await publint({ pkgDir, pack: false, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
  });
});

describe("the built modules", () => {
  const dist = path.join(root, "dist");
  const scripts = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".js"));
  const imported = (file: string): string[] => {
    const text = readFileSync(path.join(dist, file), "utf8");
    const { staticImports, staticExports, dynamicImports } = parseSync(file, text).module;
    const passedOn = staticExports.flatMap(({ entries }) => entries.map((entry) => entry.moduleRequest?.value));
    const dynamic = dynamicImports.map(({ moduleRequest }) => text.slice(moduleRequest.start, moduleRequest.end));
    return [
      ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
      ...passedOn.filter((specifier) => specifier !== undefined),
      ...dynamic.filter((argument) => /^["'`]/.test(argument)).map((argument) => argument.slice(1, -1)),
    ];
  };

  it("leave the runtime on its own", () => {
    expect(scripts).toContain("runtime.js");
    expect(imported("runtime.js")).toEqual([]);
    expect(readFileSync(path.join(dist, "runtime.js"), "utf8")).not.toMatch(/\brequire\(|["'`]node:/);
  });

  it("import nothing but Node, each other, and what package.json declares", () => {
    const known = new Set([...Object.keys(manifest.dependencies), "flowc", ...optional]);
    const foreign = scripts
      .flatMap(imported)
      .filter((specifier) => !specifier.startsWith(".") && !isBuiltin(specifier))
      .filter((specifier) => !known.has(/^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? ""));
    expect(foreign).toEqual([]);
  });
});

/** Of the user's, where the user has them. */
const optional = ["typescript", "prettier", "ts-morph"];
