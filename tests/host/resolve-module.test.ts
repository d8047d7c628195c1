import { symlinkSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { createNodeHost } from "../../src/host/node-host.js";
import { resolveIn } from "./resolve-in.js";
import { addFiles, temporaryProject } from "./temporary-project.js";

describe("relative imports", () => {
  it.each([
    ["./ops.ts", "flows/ops.ts", "flows/ops.ts"],
    ["./ops.js", "flows/ops.ts", "flows/ops.ts"],
    ["./ops.js", "flows/ops.tsx", "flows/ops.tsx"],
    ["./ops.js", "flows/ops.js", "flows/ops.js"],
    ["./ops.jsx", "flows/ops.tsx", "flows/ops.tsx"],
    ["./ops.mjs", "flows/ops.mts", "flows/ops.mts"],
    ["./ops.cjs", "flows/ops.cts", "flows/ops.cts"],
    ["./ops.js", "flows/ops.d.ts", "flows/ops.d.ts"],
    ["./ops", "flows/ops.ts", "flows/ops.ts"],
    ["./ops", "flows/ops.mts", "flows/ops.mts"],
    ["./ops", "flows/ops.js", "flows/ops.js"],
    ["./ops", "flows/ops/index.ts", "flows/ops/index.ts"],
    ["./ops/", "flows/ops/index.tsx", "flows/ops/index.tsx"],
    [".", "flows/index.ts", "flows/index.ts"],
    ["..", "index.ts", "index.ts"],
    ["../ops", "ops.ts", "ops.ts"],
    ["./ops.v2", "flows/ops.v2.ts", "flows/ops.v2.ts"],
    ["./ops.v2.js", "flows/ops.v2.ts", "flows/ops.v2.ts"],
    ["./ops.mjs", "flows/ops.ts", "missing"],
    ["./ops.ts", "flows/ops.js", "missing"],
    ["./ops.js", "flows/ops/index.ts", "missing"],
    ["./ops", "flows/other.ts", "missing"],
  ])("%s with %s is %s", (specifier, file, expected) => {
    expect(resolveIn({ [file]: "" }, specifier)).toBe(expected);
  });

  it("prefers TypeScript to the JavaScript next to it", () => {
    expect(resolveIn({ "flows/ops.js": "", "flows/ops.ts": "" }, "./ops.js")).toBe("flows/ops.ts");
  });

  it("prefers a file to a folder with its name", () => {
    expect(resolveIn({ "flows/ops.ts": "", "flows/ops/index.ts": "" }, "./ops")).toBe("flows/ops.ts");
  });

  it("does not mistake a folder for a file", () => {
    expect(resolveIn({ "flows/ops.ts/readme.md": "" }, "./ops.ts")).toBe("missing");
  });

  it("names a file outside the project relative to the project", () => {
    const root = temporaryProject({ "shared/ops.ts": "", "app/flows/a.flow.yaml": "" });
    const host = createNodeHost({ projectDir: path.join(root, "app") });
    expect(host.resolveModule("../../shared/ops.js", "flows/a.flow.ts")).toEqual({
      kind: "source",
      path: "../shared/ops.ts",
    });
    expect(host.exportsOf("../shared/ops.ts").syntaxError).toBeUndefined();
  });

  it("takes an absolute path and a file URL", () => {
    const root = temporaryProject({ "ops.ts": "" });
    const host = createNodeHost({ projectDir: root });
    const expected = { kind: "source", path: "ops.ts" };
    expect(host.resolveModule(path.join(root, "ops.js"), "flows/a.flow.ts")).toEqual(expected);
    expect(host.resolveModule(`file://${root}/ops.ts`, "flows/a.flow.ts")).toEqual(expected);
    expect(host.resolveModule("file://elsewhere%2f", "flows/a.flow.ts")).toEqual({ kind: "missing" });
  });

  it("follows symbolic links and keeps their names", () => {
    const root = temporaryProject({ "real/ops.ts": "export const a = 1;" });
    symlinkSync(path.join(root, "real"), path.join(root, "flows"));
    const host = createNodeHost({ projectDir: root });
    expect(host.resolveModule("./ops.js", "flows/a.flow.ts")).toEqual({ kind: "source", path: "flows/ops.ts" });
    expect(host.exportsOf("flows/ops.ts").values).toEqual(["a"]);
  });

  it("sees a new file only after `forget`", () => {
    const root = temporaryProject({});
    const host = createNodeHost({ projectDir: root });
    expect(host.resolveModule("./ops", "a.flow.ts").kind).toBe("missing");
    addFiles(root, { "ops.ts": "" });
    expect(host.resolveModule("./ops", "a.flow.ts").kind).toBe("missing");
    host.forget();
    expect(host.resolveModule("./ops", "a.flow.ts").kind).toBe("source");
  });
});

describe("tsconfig", () => {
  const paths = (value: object): string => JSON.stringify({ compilerOptions: { paths: value } });

  it("reads `paths` of the nearest tsconfig, with comments", () => {
    const tsconfig = `{ // aliases\n "compilerOptions": { "paths": { "@ops/*": ["./src/ops/*"], }, } }`;
    expect(resolveIn({ "tsconfig.json": tsconfig, "src/ops/a.ts": "" }, "@ops/a.js")).toBe("src/ops/a.ts");
  });

  it("takes `paths` from what it extends", () => {
    const files = {
      "config/base.json": paths({ "@ops": ["../src/ops.ts"] }),
      "flows/tsconfig.json": `{ "extends": "../config/base.json" }`,
      "src/ops.ts": "",
    };
    expect(resolveIn(files, "@ops")).toBe("src/ops.ts");
  });

  it("reads `baseUrl`", () => {
    const files = { "tsconfig.json": `{ "compilerOptions": { "baseUrl": "./src" } }`, "src/ops/a.ts": "" };
    expect(resolveIn(files, "ops/a")).toBe("src/ops/a.ts");
  });

  it("tries the next path, then the packages", () => {
    const files = {
      "tsconfig.json": paths({ "*": ["./gone/*", "./src/*"] }),
      "src/ops.ts": "",
      "node_modules/lib/index.js": "",
    };
    expect(resolveIn(files, "ops")).toBe("src/ops.ts");
    expect(resolveIn(files, "lib")).toBe("opaque");
  });

  it("finds the referenced configuration that includes the file", () => {
    const files = {
      "tsconfig.json": `{ "files": [], "references": [{ "path": "./tsconfig.node.json" }, { "path": "./tsconfig.app.json" }] }`,
      "tsconfig.node.json": `{ "include": ["vite.config.ts"] }`,
      "tsconfig.app.json": `{ "include": ["flows"], "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }`,
      "src/ops.ts": "",
    };
    expect(resolveIn(files, "@/ops")).toBe("src/ops.ts");
  });

  describe("that only lists references", () => {
    const app = (more: object = {}): string =>
      JSON.stringify({ include: ["src"], compilerOptions: { paths: { "@/*": ["./src/*"] } }, ...more });
    const listing = (...names: string[]): string =>
      JSON.stringify({ files: [], references: names.map((name) => ({ path: `./${name}` })) });

    it("gives a flow that none of them includes the first one that can be read", () => {
      const files = {
        "tsconfig.json": listing("tsconfig.gone.json", "tsconfig.app.json", "tsconfig.node.json"),
        "tsconfig.app.json": app(),
        "tsconfig.node.json": `{ "include": ["vite.config.ts"] }`,
        "src/ops.ts": "",
      };
      expect(resolveIn(files, "@/ops", "flow.yaml")).toBe("src/ops.ts");
    });

    it("treats a flow as the module that it becomes", () => {
      const files = {
        "tsconfig.json": listing("tsconfig.node.json", "tsconfig.app.json"),
        "tsconfig.node.json": `{ "include": ["vite.config.ts"] }`,
        "tsconfig.app.json": app({ include: ["src/**/*.ts"] }),
        "src/ops.ts": "",
      };
      expect(resolveIn(files, "@/ops", "src/a.flow.yaml")).toBe("src/ops.ts");
      expect(resolveIn(files, "@/ops", "src/a.flow.json")).toBe("src/ops.ts");
    });

    it("follows references of references, none of them twice", () => {
      const files = {
        "tsconfig.json": listing("packages", "tsconfig.json"),
        "packages/tsconfig.json": `{ "files": [], "references": [{ "path": ".." }, { "path": "./app" }] }`,
        "packages/app/tsconfig.json": app(),
        "packages/app/src/ops.ts": "",
      };
      expect(resolveIn(files, "@/ops", "a.flow.yaml")).toBe("packages/app/src/ops.ts");
    });

    it("applies to such a flow if it has `paths` itself", () => {
      const files = {
        "tsconfig.json": `{ "files": [], "references": [{ "path": "./tsconfig.app.json" }], "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }`,
        "tsconfig.app.json": `{ "include": ["src"] }`,
        "src/ops.ts": "",
      };
      expect(resolveIn(files, "@/ops", "flow.yaml")).toBe("src/ops.ts");
      expect(resolveIn(files, "@/ops", "src/flow.yaml")).toBe("missing");
    });

    it("may have files of its own", () => {
      const files = {
        "tsconfig.json": `{ "include": ["scripts"], "references": [{ "path": "./tsconfig.app.json" }] }`,
        "tsconfig.app.json": app(),
        "src/ops.ts": "",
      };
      expect(resolveIn(files, "@/ops", "src/a.flow.yaml")).toBe("src/ops.ts");
      expect(resolveIn(files, "@/ops", "scripts/a.flow.yaml")).toBe("missing");
      expect(resolveIn(files, "@/ops", "a.flow.yaml")).toBe("missing");
    });

    it("is a problem if one of them is broken, but not if it is missing", () => {
      const problems = (reference: Record<string, string>): number => {
        const root = temporaryProject({ "tsconfig.json": listing("tsconfig.app.json"), ...reference });
        const host = createNodeHost({ projectDir: root });
        host.importExtension("a.flow.ts");
        return host.problems().length;
      };
      expect(problems({})).toBe(0);
      expect(problems({ "tsconfig.app.json": `{ "extends": "./gone.json" }` })).toBe(1);
    });
  });

  it("reports a configuration that cannot be read, once", () => {
    const root = temporaryProject({ "tsconfig.json": `{ "extends": "./gone.json" }`, "ops.ts": "" });
    const host = createNodeHost({ projectDir: root });
    expect(host.problems()).toEqual([]);
    expect(host.resolveModule("ops", "a.flow.ts").kind).toBe("missing");
    expect(host.importExtension("a.flow.ts")).toBe("js");
    expect(host.problems()).toEqual([
      expect.objectContaining({
        message: expect.stringContaining("gone.json") as string,
        place: { file: path.join(root, "tsconfig.json") },
      }),
    ]);
  });

  it("uses the given one for every file", () => {
    const root = temporaryProject({
      "tsconfig.json": paths({ "@ops": ["./a.ts"] }),
      "tsconfig.flows.json": paths({ "@ops": ["./b.ts"] }),
      "a.ts": "",
      "b.ts": "",
    });
    const host = createNodeHost({ projectDir: root, tsconfig: "tsconfig.flows.json" });
    expect(host.resolveModule("@ops", "a.flow.ts")).toEqual({ kind: "source", path: "b.ts" });
  });
});
