import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { buildId } from "../../src/base/cache/build-id.js";
import { textHash } from "../../src/base/text-hash.js";
import { createProject, runCli, twoSteps } from "./run-cli.js";

type Files = Readonly<Record<string, string>>;

const flow = "entry: a\nnodes:\n  a: { callable: ./ops.ts#a }\n  b: { callable: ./ops.ts#b }\nedges:\n  - a >> b\n";
const project: Files = {
  "one.flow.yaml": flow,
  "two.flow.yaml": flow,
  "ops.ts": `import type { T } from "./types.js";\nexport declare const a: () => T;\nexport declare const b: (p: number) => void;\n`,
  "types.ts": "export type T = string;\n",
};
const installed: Files = { ...project, "node_modules/.keep": "" };

/** A folder for the user's caches, of each test alone. */
let caches = "";
beforeEach(() => {
  caches = mkdtempSync(path.join(tmpdir(), "flowc-user-caches-"));
  vi.stubEnv("XDG_CACHE_HOME", caches);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

async function check(cwd: string, ...options: readonly string[]): Promise<string> {
  return (await runCli(["check", ...options], { cwd })).error;
}

/** Where the findings of a check are stored; undefined if they are not. */
function storeOf(cwd: string): string | undefined {
  const folders = [path.join(cwd, "node_modules/.cache/flowc"), ...listed(path.join(caches, "flowc"))];
  return folders.flatMap(listed).find((file) => path.basename(file).startsWith("check-"));
}

function listed(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).map((name) => path.join(folder, name)) : [];
}

/** Marks the stored findings, so that a check that repeats them can be distinguished from one that finds them again. */
function mark(cwd: string): void {
  const file = storeOf(cwd) ?? "";
  const text = readFileSync(file, "utf8");
  const body = text.slice(text.indexOf("\n") + 1).replaceAll(/"message":"/gu, '"message":"STORED ');
  writeFileSync(file, `flowc ${buildId} ${textHash(body)}\n${body}`);
}

const stored = (text: string): number => text.split("]: STORED").length - 1;

test.each([
  ["with packages", installed],
  ["without packages", project],
])("a second check repeats what the first one found, %s", async (_, files) => {
  const cwd = createProject(files);
  const first = await check(cwd);
  expect(first).toContain("2 errors in 2 flows");
  expect(await check(cwd)).toBe(first);
  mark(cwd);
  expect(stored(await check(cwd))).toBe(2);
});

test("without packages nothing is stored beside the project, and projects of one name are kept apart", async () => {
  const [cwd, other] = [createProject(project), createProject({ ...project, "types.ts": "export type T = number;\n" })];
  const before = readdirSync(cwd);
  await check(cwd);
  await check(other);
  expect(readdirSync(cwd)).toEqual(before);
  expect(await check(cwd)).toContain("2 errors");
  expect(await check(other)).toContain("nothing found");
  expect(readdirSync(path.join(caches, "flowc"))).toHaveLength(2);
});

test("caches that cannot be written change nothing", async () => {
  writeFileSync(path.join(caches, "flowc"), "");
  const cwd = createProject(project);
  expect(await check(cwd)).toContain("2 errors");
  expect(await check(cwd)).toContain("2 errors");
});

test("--no-cache neither uses nor stores findings", async () => {
  const cwd = createProject(installed);
  await check(cwd, "--no-cache");
  expect(storeOf(cwd)).toBeUndefined();
  await check(cwd);
  mark(cwd);
  expect(stored(await check(cwd, "--no-cache"))).toBe(0);
});

test("a damaged store is ignored", async () => {
  const cwd = createProject(installed);
  await check(cwd);
  writeFileSync(storeOf(cwd) ?? "", "{");
  expect(await check(cwd)).toContain("2 errors");
});

test("only what changed is checked again", async () => {
  const cwd = createProject(installed);
  await check(cwd);
  mark(cwd);
  writeFileSync(path.join(cwd, "two.flow.yaml"), `# changed\n${flow}`);
  const second = await check(cwd);
  expect(second).toContain("2 errors in 2 flows");
  expect(stored(second)).toBe(1);
});

test("findings without types are not those with types", async () => {
  const cwd = createProject(installed);
  expect(await check(cwd, "--no-types")).toContain("nothing found in 2 flows");
  expect(await check(cwd)).toContain("2 errors in 2 flows");
  expect(await check(cwd, "--no-types")).toContain("nothing found in 2 flows");
});

const paths = `"paths": { "@flowc/runtime": ["${path.resolve(import.meta.dirname, "../../runtime/index.ts")}"] }`;

test.each<readonly [what: string, change: Files, found: string]>([
  ["a type that a callable's module imports", { "types.ts": "export type T = number;\n" }, "nothing found"],
  [
    "an option of the tsconfig",
    {
      "tsconfig.json": `{ "compilerOptions": { "module": "nodenext", "strict": false, ${paths} } }`,
      "types.ts": "export type T = number | null;\n",
    },
    "nothing found",
  ],
  ["the severity of a rule", { "flowc.config.json": `{ "rules": { "types/any": "error" } }` }, "2 errors"],
])("%s is an input", async (_, change, found) => {
  const cwd = createProject(installed);
  await check(cwd);
  mark(cwd);
  for (const [file, text] of Object.entries(change)) writeFileSync(path.join(cwd, file), text);
  const second = await check(cwd);
  expect(second).toContain(found);
  expect(stored(second)).toBe(0);
});

test("a package that a callable's module imports is missed, installed and removed", async () => {
  const cwd = createProject({ ...installed, "ops.ts": (project["ops.ts"] ?? "").replace("./types.js", "shop") });
  expect(await check(cwd)).toContain("nothing found");
  mkdirSync(path.join(cwd, "node_modules/shop"));
  writeFileSync(path.join(cwd, "node_modules/shop/package.json"), `{ "name": "shop", "types": "./index.d.ts" }`);
  writeFileSync(path.join(cwd, "node_modules/shop/index.d.ts"), "export type T = string;\n");
  expect(await check(cwd)).toContain("2 errors");
  rmSync(path.join(cwd, "node_modules/shop"), { recursive: true });
  expect(await check(cwd)).toContain("nothing found");
});

const twoFlow = twoSteps["flows/two.flow.yaml"];

test("--fix mends what an earlier check found", async () => {
  const cwd = createProject({ ...installed, ...twoSteps, "flows/two.flow.yaml": twoFlow.replace("#first", "#frist") });
  expect(await check(cwd)).toContain("callable/missing-export");
  mark(cwd);
  expect(await check(cwd, "--fix")).toContain("fixed flows/two.flow.yaml:3");
  expect(readFileSync(path.join(cwd, "flows/two.flow.yaml"), "utf8")).toBe(twoFlow);
});
