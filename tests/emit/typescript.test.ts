import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emitModule } from "../../compiler/emit/emit-module.js";
import { drawnRuns } from "../drawn-runs.js";
import { strict } from "../types/compile-proofs.js";
import { orderedPlan } from "./ordered-plan.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const goldens = fileURLToPath(new URL("./goldens/", import.meta.url));
const versions = ["typescript-5", "typescript", "typescript-7"];

const compilerOptions = {
  ...strict,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noImplicitReturns: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  isolatedDeclarations: true,
  declaration: true,
  erasableSyntaxOnly: true,
  paths: { "@flowc/runtime": [join(root, "runtime/index.ts")] },
};

/** What a compiler reports about the generated modules of a folder: `file: TScode`, and its whole output. */
async function check(folder: string, version: string): Promise<{ readonly codes: string[]; readonly text: string }> {
  const compiler = join(root, "node_modules", version, "bin/tsc");
  const text = await new Promise<string>((resolve) => {
    execFile(process.execPath, [compiler, "-p", folder, "--pretty", "false"], { maxBuffer: 2 ** 26 }, (_, stdout) =>
      resolve(stdout),
    );
  });
  const found = [...text.matchAll(/([^/\s]+)\.flow\.ts\(\d+,\d+\): error (TS\d+)/gu)];
  return { codes: found.map(([, file, code]) => `${file}: ${code}`), text };
}

function project(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "flowc-emit-"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["."] }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Faults that a user may introduce into the callables of a golden, and what is then reported for the module. */
const faults: readonly (readonly [flow: string, from: string, to: string, code: string])[] = [
  ["chain", "raw: Raw", "raw: { customerId: number }", "TS1360"],
  ["chain", "owner: string;\n", "owner: string; more: number;\n", "TS1360"],
  ["chain", "lines: readonly string[] }>", "line: readonly string[] }>", "TS2345"],
  ["joins", "stock: { left: number };\n}): number", "stocks: { left: number };\n}): number", "TS1360"],
  ["joins", "vat?: number", "vat: number", "TS1360"],
  ["wide", "first = (size: number)", "first = (size: string)", "TS1360"],
  ["wide", "part2?: string", "part2?: number", "TS1360"],
  ["routers", 'Route<"reject",', 'Route<"rejects",', "TS1360"],
  ["routers", "payload: { why: string }", "payload: { whys: string }", "TS1360"],
  ["loops", "rows: Row[]", "rows: number", "TS2322"],
  ["loops", "index: number }", "position: number }", "TS1360"],
  ["cycle", 'Route<"draft", Brief>', 'Route<"draft", { topic: number }>', "TS1360"],
  ["callables", 'payload: { status: number }): "ok" | "bad"', 'payload: { status: string }): "ok" | "bad"', "TS1360"],
  ["declared", "id: number; tags", "ident: number; tags", "TS2345"],
  ["declared", "total?: number", "total?: string", "TS2322"],
];

describe.each(versions)("%s", (version) => {
  let folder = "";
  beforeAll(() => {
    folder = project({});
    cpSync(goldens, folder, { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("accepts every golden", async () => {
    const { codes, text } = await check(folder, version);
    expect(codes, text).toEqual([]);
  }, 120_000);
});

test("a fault in a callable is an error of the module", async () => {
  const files: Record<string, string> = {};
  for (const [index, [flow, from, to]] of faults.entries()) {
    const ops = readFileSync(join(goldens, flow, "ops.ts"), "utf8");
    expect(ops.replace(/\s+/gu, " "), `${flow}: ${from}`).toContain(from.replace(/\s+/gu, " "));
    files[`${index}/ops.ts`] = ops
      .replace(/\s+/gu, " ")
      .replace(from.replace(/\s+/gu, " "), to)
      .replaceAll("/** ", "\n/** ")
      .replaceAll("*/", "*/\n");
    files[`${index}/f${index}.flow.ts`] = readFileSync(join(goldens, flow, `${flow}.flow.ts`), "utf8");
  }
  const folder = project(files);
  const { codes, text } = await check(folder, "typescript");
  rmSync(folder, { recursive: true, force: true });
  for (const [index, [, , , code]] of faults.entries()) expect(codes, text).toContain(`f${index}: ${code}`);
}, 120_000);

/** What callables may return. The reads of random plans use `x` and `y`. */
const results = [
  "void",
  "{ y: string } | undefined",
  "Promise<{ x: { y: number }; y?: string[] } | void>",
  "unknown",
  "string[]",
  "{ y: { y: string }[] } | undefined",
  "any",
  "undefined",
];

test("no plan gives missing or unused names, or circular types", async () => {
  const plans = fc.sample(fc.gen().map(orderedPlan), { numRuns: drawnRuns({ short: 30, long: 80 }) });
  const files: Record<string, string> = {};
  for (const [index, plan] of plans.entries()) {
    const callables = plan.nodes.map(({ id }, at) => {
      const payload = (index * 7 + at * 3) % 4 === 0 ? "{ y: string }" : "unknown";
      return `export declare function ${id}(payload: ${payload}): ${results[(index * 5 + at * 3) % results.length]};`;
    });
    const declared = "export type Ctx = { x?: { y: string }; asked: { x: { y: number } } };";
    files[`p${index}/ops.ts`] = [declared, ...callables].join("\n");
    files[`p${index}/p${index}.flow.ts`] = emitModule(plan, { path: "p.flow.ts", importExtension: "js" }).text;
  }
  const folder = project(files);
  const { codes, text } = await check(folder, "typescript");
  rmSync(folder, { recursive: true, force: true });
  // Errors may come from what random callables take, where random paths lead, or what a declared context allows.
  const wiring = /TS(1360|2322|2339|2345|2375|2412|2739|2741|2769)$/u;
  expect(
    codes.filter((code) => !wiring.test(code)),
    text,
  ).toEqual([]);
}, 240_000);
