import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { format } from "prettier";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileExample, flowFiles, projectDir } from "./example.js";

const run = promisify(execFile);

describe.each(flowFiles)("%s", (file) => {
  it("compiles without a finding", () => {
    const { diagnostics } = compileExample(file);
    expect(
      diagnostics.map(({ code, message, span }) => `${span.start.line}:${span.start.column} ${code}: ${message}`),
    ).toEqual([]);
  });

  it("has the committed module", () => {
    const { module } = compileExample(file);
    expect(module?.path).toBe(file.replace(/\.(yaml|json)$/u, ".ts"));
    const target = `${projectDir}${module?.path ?? ""}`;
    if (process.env["UPDATE"] === "1") writeFileSync(target, module?.text ?? "");
    expect(existsSync(target) ? readFileSync(target, "utf8") : undefined).toBe(module?.text);
  });

  it("has a module that prettier leaves as it is", async () => {
    const text = compileExample(file).module?.text ?? "";
    expect(text).not.toBe("");
    expect(await format(text, { parser: "typescript" })).toBe(text);
  });
});

const common = {
  target: "es2023",
  lib: ["es2023"],
  module: "nodenext",
  moduleResolution: "nodenext",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
  declaration: true,
  skipLibCheck: true,
  types: ["node"],
  typeRoots: [`${projectDir}node_modules/@types`],
};

const strictest = {
  ...common,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noPropertyAccessFromIndexSignature: true,
  isolatedModules: true,
  isolatedDeclarations: true,
  noEmit: true,
};

describe("the committed modules and their callables", () => {
  let folder = "";

  // Users see the declarations of the runtime, not its sources.
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "flowc-examples-"));
    const outDir = path.join(folder, "runtime");
    const compilerOptions = { ...common, rootDir: `${projectDir}runtime`, outDir, emitDeclarationOnly: true };
    writeFileSync(
      path.join(folder, "runtime.json"),
      JSON.stringify({ compilerOptions, files: [`${projectDir}runtime/index.ts`] }),
    );
    expect(await compile("typescript", path.join(folder, "runtime.json"))).toBe("");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ["TypeScript 5.9", "typescript-5"],
    ["TypeScript 6.0", "typescript"],
    ["TypeScript 7.0", "typescript-7"],
  ])("pass %s at its strictest", async (_, compiler) => {
    const paths = { "flowc/runtime": [path.join(folder, "runtime/index.d.ts")] };
    const include = [`${projectDir}fixtures/examples/**/*.ts`];
    const config = path.join(folder, `${compiler}.json`);
    writeFileSync(config, JSON.stringify({ compilerOptions: { ...strictest, paths }, include }));
    expect(await compile(compiler, config)).toBe("");
  });
});

/** What the compiler prints about the project: nothing where it finds nothing. */
async function compile(compiler: string, config: string): Promise<string> {
  const tsc = `${projectDir}node_modules/${compiler}/bin/tsc`;
  try {
    const { stdout, stderr } = await run(process.execPath, [tsc, "-p", config, "--pretty", "false"], {
      cwd: projectDir,
    });
    return stdout + stderr;
  } catch (error) {
    if (error instanceof Error && "stdout" in error) return String(error.stdout);
    throw error;
  }
}
