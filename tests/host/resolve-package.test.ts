import { describe, expect, it } from "vitest";
import { createNodeHost } from "../../src/host/node-host.js";
import { type Files, resolveIn } from "./resolve-in.js";
import { temporaryProject } from "./temporary-project.js";

describe("packages", () => {
  const manifest = (value: object): string => JSON.stringify(value);
  const withExports = (exports: unknown): Files => ({
    "node_modules/@acme/ops/package.json": manifest({ name: "@acme/ops", exports }),
  });

  it.each([
    ["a package without `exports`", { "node_modules/ops/package.json": "{}" }, "ops", "opaque"],
    ["a package above the project's folder", { "node_modules/ops/index.js": "" }, "ops", "opaque"],
    ["a nearer node_modules", { "flows/node_modules/ops/index.js": "" }, "ops", "opaque"],
    ["no package", {}, "ops", "missing"],
    ["a file of a package without `exports`", { "node_modules/ops/lib/a.js": "" }, "ops/lib/a", "opaque"],
    ["a file that a package does not have", { "node_modules/ops/lib/a.js": "" }, "ops/lib/b", "missing"],
    ["an empty specifier", {}, "", "missing"],
    ["a scope alone", { "node_modules/@acme/ops/package.json": "{}" }, "@acme", "missing"],
    ["`exports` as text", withExports("./index.js"), "@acme/ops", "opaque"],
    ["`exports` as text, subpath", withExports("./index.js"), "@acme/ops/sub", "missing"],
    ["`exports` with conditions", withExports({ import: "./a.js" }), "@acme/ops", "opaque"],
    ["`exports` with nested conditions", withExports({ node: { import: "./a.js" } }), "@acme/ops", "opaque"],
    ["`exports` for require alone", withExports({ require: "./a.cjs" }), "@acme/ops", "missing"],
    ["an exported subpath", withExports({ "./sub": "./sub.js" }), "@acme/ops/sub", "opaque"],
    ["a subpath that is not exported", withExports({ "./sub": "./sub.js" }), "@acme/ops/other", "missing"],
    ["a root that is not exported", withExports({ "./sub": "./sub.js" }), "@acme/ops", "missing"],
    ["a pattern", withExports({ "./lib/*.js": "./dist/*.js" }), "@acme/ops/lib/a/b.js", "opaque"],
    [
      "a pattern with a hole",
      withExports({ "./lib/*": "./dist/*.js", "./lib/private/*": null }),
      "@acme/ops/lib/private/a",
      "missing",
    ],
    ["a list of targets", withExports({ ".": [{ require: "./a.cjs" }, "./a.js"] }), "@acme/ops", "opaque"],
    ["itself", { "package.json": manifest({ name: "app", exports: "./a.js" }) }, "app", "opaque"],
    ["itself without `exports`", { "package.json": manifest({ name: "app" }) }, "app", "missing"],
    [
      "a subpath that a condition closes",
      withExports({ "./a": { node: null, default: "./a.js" } }),
      "@acme/ops/a",
      "missing",
    ],
    ["a condition of bundlers", withExports({ browser: "./a.js" }), "@acme/ops", "missing"],
    ["a broken manifest", { "node_modules/ops/package.json": "{" }, "ops", "opaque"],
  ] as const)("%s", (_, files, specifier, expected) => {
    expect(resolveIn(files, specifier)).toBe(expected);
  });

  it("distinguishes types from what can be imported at run time", () => {
    const resolve = (exports: unknown): unknown =>
      createNodeHost({ projectDir: temporaryProject(withExports(exports)) }).resolveModule("@acme/ops", "a.yaml");
    expect(resolve({ types: "./a.d.ts" })).toEqual({ kind: "opaque", isOnlyTypes: true });
    expect(resolve({ types: "./a.d.ts", "module-sync": "./a.js" })).toEqual({ kind: "opaque" });
  });

  it("suggests what a package has instead of what is asked for", () => {
    const resolve = (files: Files, specifier: string): unknown =>
      createNodeHost({ projectDir: temporaryProject(files) }).resolveModule(specifier, "flows/a.yaml");
    const exports = { ".": "./i.js", "./sub": "./dist/s.js", "./private/*": null, "./old": { require: "./o.cjs" } };
    expect(resolve(withExports(exports), "@acme/ops/dist/i.js")).toEqual({
      kind: "missing",
      offered: ["@acme/ops", "@acme/ops/sub"],
    });
    const files = { "node_modules/lib/camelCase.js": "", "node_modules/lib/package.json": "{}" };
    expect(resolve(files, "lib/camlCase.js")).toEqual({ kind: "missing", offered: ["lib/camelCase.js"] });
    expect(resolve(files, "gone")).toEqual({ kind: "missing" });
  });

  it.each([
    ["node:path", "opaque"],
    ["path", "opaque"],
    ["node:fs/promises", "opaque"],
    ["node:nothing", "missing"],
  ])("built-in %s is %s", (specifier, expected) => {
    expect(resolveIn({}, specifier)).toBe(expected);
  });

  it("reads the `imports` of the nearest package.json", () => {
    const files = {
      "package.json": manifest({ imports: { "#ops/*": "./src/*.ts", "#path": "node:path", "#gone": "./gone.js" } }),
      "src/extract.ts": "",
    };
    expect(resolveIn(files, "#ops/extract")).toBe("src/extract.ts");
    expect(resolveIn(files, "#path")).toBe("opaque");
    expect(resolveIn(files, "#gone")).toBe("missing");
    expect(resolveIn(files, "#other")).toBe("missing");
  });

  describe("without `exports`, for Node's ES modules (SPEC 1)", () => {
    const files = {
      "package.json": `{ "type": "module" }`,
      "node_modules/lib/package.json": "{}",
      "node_modules/lib/camelCase.js": "",
      "node_modules/lib/camelCase.d.ts": "",
      "node_modules/lib/fp/index.js": "",
    };
    const resolve = (specifier: string, more: Files = {}): unknown =>
      createNodeHost({ projectDir: temporaryProject({ ...files, ...more }) }).resolveModule(specifier, "flows/a.yaml");

    it("needs the file's whole name", () => {
      expect(resolve("lib/camelCase.js")).toEqual({ kind: "opaque" });
      expect(resolve("lib/camelCase")).toEqual({ kind: "missing", offered: ["lib/camelCase.js"] });
      expect(resolve("lib/fp")).toEqual({ kind: "missing", offered: ["lib/fp/index.js"] });
      expect(resolve("lib/fp/")).toEqual({ kind: "missing", offered: ["lib/fp/index.js"] });
    });

    it.each([
      [
        "a bundler",
        { "tsconfig.json": `{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler" } }` },
      ],
      ["CommonJS", { "package.json": `{ "type": "commonjs" }` }],
      ["a package that states no type", { "package.json": "{}" }],
    ])("adds what is left out: %s", (_, more) => {
      expect(resolve("lib/camelCase", more)).toEqual({ kind: "opaque" });
    });
  });
});
