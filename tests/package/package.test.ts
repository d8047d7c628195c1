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
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
};
const installing = { timeout: 180_000 };
/** The package is ESM only. Every Node version that it supports can require that, which the check does not know. */
const requireOfEsm = "CJSResolvesToESM";
const typescripts = ["typescript", "typescript-5", "typescript-7"];

describe("the packed package", () => {
  let installed: InstalledPackage;

  beforeAll(async () => {
    installed = await installPackage();
  }, installing.timeout);
  afterAll(() => {
    installed.remove();
  });

  it("has a command", () => {
    expect(installed.flowc("--version")).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: "" });
  });

  it("can be imported", () => {
    const script = `
      const [flowc, runtime] = await Promise.all([import("flowc"), import("@flowc/runtime")]);
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
        `import { FlowError, route } from "@flowc/runtime";`,
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
      skipDefaultLibCheck: true,
      noEmit: true,
      types: [],
      module,
      moduleResolution,
    };
    installed.write("types/tsconfig.json", JSON.stringify({ compilerOptions }));
    const tsc = path.join(root, "node_modules", name, "bin/tsc");
    expect(installed.node(tsc, "-p", "types")).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it("can be required from CommonJS, in Node and in TypeScript", installing, () => {
    const script = `
      const { defineFlow } = require("@flowc/runtime");
      console.log(typeof defineFlow, typeof require("flowc/config").defineConfig, require("flowc/schema.json").title);`;
    expect(installed.node("--input-type=commonjs", "--eval", script)).toMatchObject({
      status: 0,
      stdout: "function function flowc flow\n",
    });
    const use = `import { defineConfig } from "flowc/config";
import { fromDsl } from "flowc";
import { FlowError, type Flow } from "@flowc/runtime";
export const config = defineConfig({});
export const run = (flow: Flow<object>): unknown => flow.run().catch((error: unknown) => error instanceof FlowError);
export { fromDsl };
`;
    installed.write("cjs/package.json", "{}");
    installed.write("cjs/use.ts", use);
    const compilerOptions = {
      strict: true,
      target: "es2022",
      module: "commonjs",
      moduleResolution: "node10",
      skipDefaultLibCheck: true,
      types: [],
    };
    installed.write("cjs/tsconfig.json", JSON.stringify({ compilerOptions }));
    const tsc = path.join(root, "node_modules/typescript-5/bin/tsc");
    expect(installed.node(tsc, "-p", "cjs")).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(
      installed.node(
        "--input-type=commonjs",
        "--eval",
        `console.log(Object.keys(require("./cjs/use.js")).sort().join())`,
      ),
    ).toMatchObject({
      stdout: "config,fromDsl,run\n",
    });
  });

  it("contains what users need and nothing else, and runs nothing when it is installed", () => {
    const needed =
      /^(?:package\.json|README\.md|LICENSE|dist\/[\w-]+\.(?:js|d\.ts)|dist\/(?:inline-runtime\.ts|(?:picture\.)?schema\.json)|docs\/.*\.md)$/u;
    expect(installed.packed.flowc.files.filter((file) => !needed.test(file))).toEqual([]);
    expect(installed.packed.runtime.files).toEqual([
      "LICENSE",
      "README.md",
      "dist/index.d.ts",
      "dist/index.js",
      "dist/index.js.map",
      "dist/otel.d.ts",
      "dist/otel.js",
      "dist/otel.js.map",
      "dist/run.schema.json",
      "dist/trace.d.ts",
      "dist/trace.js",
      "dist/trace.js.map",
      "package.json",
    ]);
    expect(installed.packed.flowc.files).toEqual(
      expect.arrayContaining(["LICENSE", "README.md", "dist/cli.js", "docs/errors/README.md"]),
    );
    const unwanted = ["preinstall", "install", "postinstall", "prepare"];
    expect(Object.keys(manifest.scripts).filter((name) => unwanted.includes(name))).toEqual([]);
  });

  it("has types wherever TypeScript looks for them", installing, async () => {
    const { checkPackage, createPackageFromTarballData } = await import("@arethetypeswrong/core");
    const analysis = await checkPackage(createPackageFromTarballData(readFileSync(installed.packed.flowc.tarball)));
    if (!analysis.types) throw new Error("the package has no types");
    const problems = analysis.problems.filter(({ kind }) => kind !== requireOfEsm);
    expect(problems).toEqual([]);
  });

  it("passes publint", installing, async () => {
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

  it("do not make the runtime import anything", () => {
    expect(imported("../runtime/dist/index.js")).toEqual([]);
    const text = readFileSync(path.join(root, "runtime/dist/index.js"), "utf8");
    expect(text).not.toMatch(/\brequire\(|["'`]node:/);
    expect(imported("runtime.js")).toEqual(["@flowc/runtime"]);
  });

  /** The files that a file loads. */
  const needsOf = (file: string): string[] => {
    const text = readFileSync(path.join(dist, file), "utf8");
    const needed = parseSync(file, text).module.staticImports.map(({ moduleRequest }) => moduleRequest.value);
    return needed.filter((specifier) => specifier.startsWith("./")).map((specifier) => specifier.slice(2));
  };

  it("are evaluated in the order of their imports, without cycles", () => {
    // In a cycle, a chunk would find constants that are not initialized yet.
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, above: readonly string[]): void => {
      if (above.includes(file)) circles.push([...above, file].join(" > "));
      if (above.includes(file) || done.has(file)) return;
      for (const need of needsOf(file)) visit(need, [...above, file]);
      done.add(file);
    };
    for (const file of scripts) visit(file, []);
    expect(circles).toEqual([]);
  });

  it("start with few files, and without the compiler if there is nothing to compile", () => {
    const loadedBy = (entry: string): string[] => {
      const loaded = new Set([entry]);
      for (const file of loaded) for (const needed of needsOf(file)) loaded.add(needed);
      return [...loaded].sort();
    };
    expect(loadedBy("main.js")).toEqual(["main.js"]);
    expect(loadedBy("start.js")).toEqual(["main.js", "rolldown-runtime.js", "start.js"]);
    expect(loadedBy("compile.js")).toEqual(["compile.js", "main.js", "rolldown-runtime.js", "start.js"]);
  });

  it("import nothing but Node, each other, and what package.json declares", () => {
    const known = new Set([
      ...Object.keys(manifest.dependencies),
      "flowc",
      ...Object.keys(manifest.peerDependencies),
      ...optional,
    ]);
    const foreign = scripts
      .flatMap(imported)
      .filter((specifier) => !specifier.startsWith(".") && !isBuiltin(specifier))
      .filter((specifier) => !known.has(/^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? ""));
    expect(foreign).toEqual([]);
  });
});

/** The user's own packages, if they have them. */
const optional = ["typescript", "prettier", "ts-morph"];
