import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { format } from "prettier";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileExample, flowFiles, projectDir } from "./example.js";
import { checkStrictly, declareRuntime } from "./strict-typescript.js";

describe.each(flowFiles)("%s", (file) => {
  it("compiles without a finding", () => {
    const { diagnostics } = compileExample(file);
    const found = diagnostics.map(
      ({ code, message, span }) => `${span.start.line}:${span.start.column} ${code}: ${message}`,
    );
    expect(found).toEqual([]);
  });

  it("has the committed module", () => {
    const { module } = compileExample(file);
    expect(module?.path).toBe(file.replace(/\.(yaml|json)$/u, ".ts"));
    const target = `${projectDir}${module?.path ?? ""}`;
    if (process.env["UPDATE"] === "1") writeFileSync(target, module?.text ?? "");
    expect(existsSync(target) ? readFileSync(target, "utf8") : undefined).toBe(module?.text);
  });

  it("has a module that prettier leaves unchanged", async () => {
    const text = compileExample(file).module?.text ?? "";
    expect(text).not.toBe("");
    expect(await format(text, { parser: "typescript" })).toBe(text);
  });
});

describe("the committed modules and their callables", () => {
  let folder = "";

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "flowc-examples-"));
    expect(await declareRuntime(folder)).toBe("");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ["TypeScript 5.9", "typescript-5"],
    ["TypeScript 6.0", "typescript"],
    ["TypeScript 7.0", "typescript-7"],
  ])("pass %s at its strictest", async (_, compiler) => {
    expect(await checkStrictly({ compiler, folder, modules: `${projectDir}fixtures/examples` })).toBe("");
  });
});
