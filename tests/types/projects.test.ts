import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { compileFlow } from "../../compiler/compile.js";
import { createNodeHost } from "../../src/host/node-host.js";
import { checkTypes } from "../../src/check/types/check-types.js";
import type { WarmFiles } from "../../src/check/types/warm-files.js";
import { warmFiles } from "./check-cases.js";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

type Files = Readonly<Record<string, string>>;

function project(files: Files): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "flowc-project-")));
  folders.push(folder);
  write(folder, { "package.json": `{ "type": "module" }`, ...files });
  return folder;
}

function write(folder: string, files: Files): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
}

interface CheckOptions {
  readonly warmFiles?: WarmFiles;
  /** Paths of the flow file, all with the same text. */
  readonly flows?: readonly string[];
}

/** The codes of the findings in `a.flow.yaml`, each with the text at its place. */
function check(folder: string, text: string, options: CheckOptions = {}): string[] {
  const host = createNodeHost({ projectDir: folder });
  const flows = (options.flows ?? ["a.flow.yaml"]).map((file) => {
    const source = { path: file, text };
    const { plan, module, diagnostics } = compileFlow(source, host);
    expect(diagnostics).toEqual([]);
    if (plan === undefined || module === undefined) throw new Error("the flow has errors");
    return { source, plan, module };
  });
  const given = { paths: host.paths, projectDir: folder, runtime: "@flowc/runtime", warmFiles, ...options };
  const found = checkTypes(flows, given).flatMap((one) => one.diagnostics);
  return found.map(({ code, severity, span }) => {
    return `${severity} ${code} ${text.slice(span.start.offset, span.end.offset)}`;
  });
}

const tsconfig = (options: object, more: object = {}): string => {
  const compilerOptions = { strict: true, module: "nodenext", target: "es2023", types: [], ...options };
  return JSON.stringify({ compilerOptions, ...more });
};

const chain = (a: string, b: string): string =>
  `entry: a\nnodes:\n  a: { callable: "${a}" }\n  b: { callable: "${b}" }\nedges:\n  - a >> b\n`;

const same = chain("./ops.ts#a", "./ops.ts#b");

test("JavaScript with JSDoc", () => {
  const ops = (type: string): string =>
    `/** @returns {number} */\nexport const a = () => 1;\n/** @param {${type}} p */\nexport const b = (p) => void p;\n`;
  const flow = chain("./ops.js#a", "./ops.js#b");
  const config = { "tsconfig.json": tsconfig({ allowJs: true, checkJs: true }) };
  expect(check(project({ ...config, "ops.js": ops("string") }), flow)).toEqual(["error types/payload b"]);
  expect(check(project({ ...config, "ops.js": ops("number") }), flow)).toEqual([]);
});

test("the paths of a tsconfig that extends another one", () => {
  const folder = project({
    "base.json": tsconfig({ paths: { "@app/*": ["./src/*"] } }),
    "tsconfig.json": `{ "extends": "./base.json" }`,
    "src/ops.ts": "export const a = (): number => 1;\nexport const b = (p: string): string => p;\n",
  });
  expect(check(folder, chain("@app/ops.js#a", "@app/ops.js#b"))).toEqual(["error types/payload b"]);
});

test("a tsconfig that only references others", () => {
  const folder = project({
    "tsconfig.json": `{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }`,
    "tsconfig.app.json": tsconfig({ composite: true, strictNullChecks: false }, { include: ["**/*.ts"] }),
    "ops.ts": "export const a = (): number | null => 1;\nexport const b = (p: number): number => p;\n",
  });
  expect(check(folder, same)).toEqual([]);
});

test(".mts files, and the declaration files of a package", () => {
  const folder = project({
    "tsconfig.json": tsconfig({}),
    "ops.mts": "export const b = (p: string): string => p;\n",
    "node_modules/shop/package.json": `{ "name": "shop", "version": "1.0.0", "type": "module", "exports": { "types": "./index.d.ts", "default": "./index.js" } }`,
    "node_modules/shop/index.d.ts": "export declare function count(): number;\n",
    "node_modules/shop/index.js": "export const count = () => 1;\n",
  });
  expect(check(folder, chain("shop#count", "./ops.mts#b"))).toEqual(["error types/payload b"]);
  expect(check(folder, chain("shop#cuont", "./ops.mts#b"))).toEqual(['error callable/missing-export "shop#cuont"']);
});

test("a generic or overloaded callable never makes a correct flow fail", () => {
  const consumer = "export const b = (p: number): number => p;\n";
  const folder = project({
    "tsconfig.json": tsconfig({}),
    "ops.ts": `export const s = (): number => 1;\nexport const a = <T>(p: T): T => p;\n${consumer}`,
    "more.ts": `export function a(p: number): number;\nexport function a(p: string): string;\nexport function a(p: string | number): string | number { return p; }\n${consumer}`,
  });
  const flow = (module: string): string =>
    `entry: s\nnodes:\n  s: { callable: ./ops.ts#s }\n  a: { callable: ./${module}#a }\n  b: { callable: ./ops.ts#b }\nedges:\n  - s >> a >> b\n`;
  expect(check(folder, flow("ops.ts"))).toEqual(["warning types/unknowable ./ops.ts#a"]);
  expect(check(folder, flow("more.ts"))).toEqual(["warning types/unknowable ./more.ts#a"]);
});

test("a callable in the context never makes a correct flow fail", () => {
  const folder = project({
    "tsconfig.json": tsconfig({}),
    "ops.ts": "export const s = (): number => 1;\nexport const b = (p: number): number => p;\n",
  });
  const flow =
    "entry: s\nnodes:\n  s: { callable: ./ops.ts#s }\n  d: { callable: $ctx.fn }\n  b: { callable: ./ops.ts#b }\nedges:\n  - s >> d >> b\n";
  expect(check(folder, flow)).toEqual(["warning types/unknowable $ctx.fn"]);
});

test("a module that flowc finds but TypeScript does not", () => {
  const folder = project({
    "tsconfig.json": tsconfig({ paths: { "@app/*": ["./src/*"] } }),
    "src/ops.ts": "export const a = (): number => 1;\nexport const b = (p: number): number => p;\n",
  });
  expect(check(folder, chain("@app/ops#a", "@app/ops#b"))).toEqual(['error callable/missing-module "@app/ops#a"']);
});

test("a comment on the line above silences a warning about types", () => {
  const folder = project({
    "tsconfig.json": tsconfig({}),
    "ops.ts": "export const r = (): string => 'x';\nexport const x = (): number => 1;\n",
  });
  const flow = (comment: string): string =>
    `entry: r\nnodes:\n${comment}  r: { type: RoutingNode, routing_rule: ./ops.ts#r }\n  x: { callable: ./ops.ts#x }\nedges:\n  - r >> x\n`;
  expect(check(folder, flow(""))).toEqual(["warning types/unknowable ./ops.ts#r"]);
  expect(check(folder, flow("  # flowc-ignore types/unknowable: meant\n"))).toEqual([]);
});

test("packages whose tsconfigs have the same options share the parsed libraries", () => {
  const ops = (type: string): string =>
    `export const a = (): ${type} => 1;\nexport const b = (p: number): number => p;\n`;
  const folder = project({
    "one/tsconfig.json": tsconfig({ paths: { "@one/*": ["./*"] }, outDir: "out" }),
    "one/ops.ts": ops("number | null"),
    "two/tsconfig.json": tsconfig({ paths: { "@two/*": ["./*"] }, rootDir: "." }),
    "two/ops.ts": ops("number | null"),
    "loose/tsconfig.json": tsconfig({ strict: false }),
    "loose/ops.ts": ops("number | null"),
  });
  const files: WarmFiles = new Map();
  const flows = ["one", "two", "loose"].map((name) => `${name}/a.flow.yaml`);
  const faults = ["error types/payload b", "error types/payload b"];
  expect(check(folder, same, { flows, warmFiles: files })).toEqual(faults);
  const copies = [...files.values()].filter(({ fileName }) => fileName.endsWith("/lib.es5.d.ts"));
  expect(copies).toHaveLength(2);
  expect(check(folder, same, { flows, warmFiles: files })).toEqual(faults);
});
