import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import * as prettier from "prettier";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import * as packaged from "@flowc/runtime";
import { isGenerated } from "../../compiler/emit/generated-mark.js";
import { inlineRuntime } from "../../scripts/inline-runtime/inline-runtime.js";
import { temporaryProject } from "../host/temporary-project.js";
import { specOf } from "../runtime/conformance-spec.js";

const root = path.resolve(import.meta.dirname, "../..");
const runtime = path.join(root, "runtime");

/** Imports a TypeScript text after removing its types. */
async function importText(text: string): Promise<typeof packaged> {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  const folder = mkdtempSync(path.join(tmpdir(), "flowc-inline-"));
  const file = path.join(folder, "runtime.mjs");
  writeFileSync(file, outputText);
  const module = (await import(pathToFileURL(file).href)) as typeof packaged;
  rmSync(folder, { recursive: true });
  return module;
}

describe("the runtime as one file", () => {
  let text = "";
  let inlined: typeof packaged;
  beforeAll(async () => {
    text = await inlineRuntime(runtime);
    inlined = await importText(text);
  });

  it("is generated, the same every time, formatted like prettier's output, and needs nothing", async () => {
    expect(isGenerated(text)).toBe(true);
    expect(await inlineRuntime(runtime)).toBe(text);
    expect(await prettier.format(text, { parser: "typescript" })).toBe(text);
    expect(text).not.toMatch(/^import |\bimport\(|\bfrom "/mu);
    expect(text).not.toContain(root);
  });

  it("exports what @flowc/runtime exports", () => {
    expect(Object.keys(inlined).sort()).toEqual(Object.keys(packaged).sort());
  });

  const strictest = {
    target: "es2022",
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noImplicitOverride: true,
    noImplicitReturns: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    noPropertyAccessFromIndexSignature: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    isolatedDeclarations: true,
    erasableSyntaxOnly: true,
    declaration: true,
    // The runtime itself is not a declaration file, and the declarations of others are not what is tested.
    skipLibCheck: true,
    noEmit: true,
  };
  it.each([
    [
      "typescript",
      { module: "nodenext", exactOptionalPropertyTypes: false, noUncheckedIndexedAccess: false, strict: false },
    ],
    ["typescript", { module: "nodenext", lib: ["es2022"], types: ["node"] }],
    ["typescript-5", { module: "preserve", lib: ["es2022", "dom"], types: [] }],
    ["typescript-7", { module: "nodenext", lib: ["es2022"], types: ["node"] }],
  ])("passes %s with %j", (compiler, options) => {
    const folder = temporaryProject({
      "package.json": `{ "type": "module" }`,
      "flowc-runtime.flow.ts": text,
      "tsconfig.json": JSON.stringify({ compilerOptions: { ...strictest, ...options } }),
    });
    mkdirSync(path.join(folder, "node_modules"));
    for (const name of ["@types", "undici-types"]) {
      symlinkSync(path.join(root, "node_modules", name), path.join(folder, "node_modules", name));
    }
    const tsc = path.join(root, "node_modules", compiler, "bin/tsc");
    const { stdout } = spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });
    expect(stdout).toBe("");
  });

  it("does what @flowc/runtime does, at any concurrency", async () => {
    const cases = path.join(root, "fixtures/conformance/cases");
    let compared = 0;
    for (const name of readdirSync(cases).filter((name) => !name.startsWith("broken"))) {
      const file = parse(readFileSync(path.join(cases, name, "flow.yaml"), "utf8")) as Record<string, unknown>;
      const given = JSON.parse(readFileSync(path.join(cases, name, "run.json"), "utf8")) as { input?: unknown };
      const outcomes = [];
      for (const { defineFlow, everyFeature } of [packaged, inlined]) {
        for (const concurrency of [1, Infinity]) {
          const context = {};
          const flow = defineFlow<packaged.Flow<object, object>>({ ...specOf(file), uses: everyFeature });
          const error = await flow.run(context, given.input, { concurrency }).then(
            () => undefined,
            (fault: unknown) => String(fault),
          );
          outcomes.push({ context, error });
        }
      }
      expect(outcomes.slice(2), name).toEqual(outcomes.slice(0, 2));
      compared++;
    }
    expect(compared).toBeGreaterThan(100);
  });
});

describe("names in one file", () => {
  const inline = (files: Readonly<Record<string, string>>): Promise<string> =>
    inlineRuntime(temporaryProject({ "tsconfig.json": "{}", ...files }));

  it("that two modules declare are kept apart, wherever they are used", async () => {
    const text = await inline({
      "index.ts": `export { run } from "./run.js";\nexport type { Part } from "./types.js";`,
      "types.ts": `export interface Part { readonly kind: string }`,
      "some-engine.ts": `interface Part { readonly n: number }\nexport function follow(part: Part): { follow: number } {\n  const follow = part.n;\n  return { follow };\n}`,
      "run.ts": `import { follow } from "./some-engine.js";\nimport { late } from "./late.js";\nexport const run = () => [{ follow }, late()];`,
      "late.ts": `function follow() { return 2; }\nexport const late = async () => ({ follow, ...(await import("./lazy.js")) });`,
      "lazy.ts": `import { follow } from "./some-engine.js";\nexport const lazy = follow({ n: 1 });\nexport type Hidden = 1;`,
    });
    expect(text).toContain("interface SomeEnginePart {");
    expect(text).toContain("function follow(part: SomeEnginePart): { follow: number } {\n  const follow = part.n;");
    expect(text).toContain("function lateFollow() {");
    expect(text).toContain("follow: lateFollow,\n  ...(await Promise.resolve(lazyModule)),\n");
    expect(text).toContain("const lazyModule = { lazy };");
    expect(text).toContain("export const run = () => [{ follow }, late()];");
    expect(text.match(/^export /gmu)).toHaveLength(2);
  });

  it("that hide a global of another module are kept apart from it", async () => {
    const text = await inline({
      "index.ts": `export { now } from "./now.js";`,
      "now.ts": `import { other } from "./dates.js";\nexport const now = () => [Date.now(), other];`,
      "dates.ts": `class Date {}\nexport const other = new Date();`,
    });
    expect(text).toContain("export const now = () => [Date.now(), other];");
    expect(text).toContain("const other = new DatesDate();");
  });

  it.each([
    [`import path from "node:path";\nexport const a = path;`, "something else than a list of names"],
    [`import { sep } from "node:path";\nexport const a = sep;`, "the runtime stands alone"],
    [`import { b as c } from "./b.js";\nexport const a = c;`, "renames `b as c`"],
  ])("%s is refused", async (text, message) => {
    const files = { "index.ts": `export { a } from "./a.js";`, "a.ts": text, "b.ts": "export const b = 1;" };
    await expect(inline(files)).rejects.toThrow(message);
  });
});
