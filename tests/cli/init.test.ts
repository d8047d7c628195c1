import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { addEntries } from "../../src/cli/init/add-entries.js";
import { all, input, read, unasked } from "./init-project.js";
import { createProject, runCli, twoSteps } from "./run-cli.js";

test("sets up a project whose flow has no findings, runs and can be built", async () => {
  const cwd = createProject({ ".gitattributes": "*.png binary", ".prettierignore": "dist/\r\n" });
  const { status, out, error } = await runCli(["init"], { cwd });
  expect({ status, out }).toEqual({ status: 0, out: "" });
  expect(error).toBe(`created  flowc.config.ts
created  flows/welcome.flow.yaml
created  flows/welcome.ts
changed  .gitattributes: *.flow.ts linguist-generated
changed  .prettierignore: *.flow.ts
changed  package.json: scripts flows:build, flows:check, flows:watch; dependencies @flowc/runtime; devDependencies flowc

next:
  npm install
  npx flowc build
  npx flowc run flows/welcome.flow.yaml --input '${input}'
`);
  expect(read(cwd, ".gitattributes")).toBe("*.png binary\n*.flow.ts linguist-generated\n");
  expect(read(cwd, ".prettierignore")).toBe("dist/\r\n*.flow.ts\r\n");
  expect(read(cwd, "flows/welcome.flow.yaml")).toMatch(
    /^# yaml-language-server: \$schema=\.\.\/node_modules\/flowc\/dist\/schema\.json\n/u,
  );
  expect(await runCli(["check"], { cwd })).toEqual({ status: 0, out: "", error: "nothing found in 1 flow\n" });
  const run = await runCli(["run", "flows/welcome.flow.yaml", "--input", input, "--quiet"], { cwd });
  expect(JSON.parse(run.out)).toMatchObject({ payloads: { stranger: "Hello Ada, welcome." } });
  expect(await runCli(["build"], { cwd })).toMatchObject({ status: 0, error: "written flows/welcome.flow.ts\n" });
});

test("calling it again changes nothing and asks nothing", async () => {
  const cwd = createProject({});
  await runCli(["init"], { cwd });
  const before = all(cwd);
  const { status, error } = await runCli(["init"], { cwd, ask: unasked });
  expect(status).toBe(0);
  expect(error).not.toMatch(/created|changed/u);
  expect(all(cwd)).toEqual(before);
});

test("keeps what exists: another configuration, files, lines, scripts", async () => {
  const cwd = createProject({
    "flowc.config.json": "{}\n",
    "flows/welcome.ts": "// mine\n",
    ".gitattributes": "  *.flow.ts   -diff\n",
  });
  writeFileSync(path.join(cwd, "package.json"), '{\n\t"scripts": {\n\t\t"flows:build": "mine"\n\t}\n}');
  const { error } = await runCli(["init"], { cwd, ask: unasked });
  expect(error).toContain("kept     flowc.config.json\n");
  expect(error).toContain("kept     flows/welcome.ts\n");
  expect(error).toContain("kept     .gitattributes\n");
  expect(error).toContain("kept     package.json: your script flows:build\n");
  expect(read(cwd, "flows/welcome.ts")).toBe("// mine\n");
  expect(read(cwd, ".gitattributes")).toBe("  *.flow.ts   -diff\n");
  expect(read(cwd, "package.json")).toBe(
    '{\n\t"scripts": {\n\t\t"flows:build": "mine",\n\t\t"flows:check": "flowc build --check",\n\t\t"flows:watch": "flowc build --watch"\n\t},\n\t"dependencies": {\n\t\t"@flowc/runtime": "^0.1.0"\n\t},\n\t"devDependencies": {\n\t\t"flowc": "^0.1.0"\n\t}\n}',
  );
});

test("adds no flow to a folder that already has some", async () => {
  const cwd = createProject(twoSteps);
  const { error } = await runCli(["init"], { cwd });
  expect(error).toContain("kept     flows: it has flows already\n");
  expect(error).not.toContain("welcome");
  expect(existsSync(path.join(cwd, "flows/welcome.ts"))).toBe(false);
});

describe("init adapts to what the folder contains", () => {
  test("an empty folder becomes a project of ES modules with a tsconfig", async () => {
    const cwd = mkdtempSync(path.join(tmpdir(), "flowc-init-"));
    await runCli(["init"], { cwd });
    expect(JSON.parse(read(cwd, "package.json"))).toMatchObject({ type: "module" });
    expect(JSON.parse(read(cwd, "tsconfig.json"))).toMatchObject({ include: ["flows"] });
  });

  test.each([
    [{ compilerOptions: { rootDir: "./src" } }, "src/flows"],
    [{ compilerOptions: {}, include: ["src"] }, "src/flows"],
    [{ compilerOptions: {}, include: ["app/**/*.ts", "app/**/*.tsx"] }, "app/flows"],
    [{ compilerOptions: {}, include: ["src", "tests"] }, "flows"],
    [{ compilerOptions: { rootDir: "." } }, "flows"],
  ])("with the tsconfig %j, flows go to %s", async (tsconfig, folder) => {
    const cwd = createProject({ "tsconfig.json": JSON.stringify(tsconfig) });
    const { error } = await runCli(["init"], { cwd });
    expect(error).toContain(`created  ${folder}/welcome.flow.yaml\n`);
    expect(read(cwd, "flowc.config.ts")).toContain(`include: ["${folder}/**/*.flow.{yaml,yml,json}"],`);
    expect((await runCli(["build"], { cwd })).error).toBe(`written ${folder}/welcome.flow.ts\n`);
  });

  test("in CommonJS that cannot import ESM under its tsconfig, the runtime is inlined", async () => {
    const cwd = createProject({
      "package.json": "{}",
      "tsconfig.json": `{ "compilerOptions": { "module": "node16", "strict": true } }`,
    });
    expect((await runCli(["init"], { cwd })).error).toContain("created  flowc.config.json\n");
    expect(JSON.parse(read(cwd, "flowc.config.json"))).toMatchObject({ runtime: "inline" });
  });

  test.each([
    ["pnpm-lock.yaml", "  pnpm install\n  pnpm flowc build\n"],
    ["yarn.lock", "  yarn install\n  yarn flowc build\n"],
  ])("with %s, its package manager is named", async (lock, words) => {
    expect((await runCli(["init"], { cwd: createProject({ [lock]: "" }) })).error).toContain(words);
  });
});

describe("settings", () => {
  test("are asked for in a terminal, unless options give them", async () => {
    const cwd = createProject({});
    const questions: string[] = [];
    const answers = ["src/work", "both", "inline"];
    const ask = (question: string, proposed: string): Promise<string> => {
      questions.push(`${question} ${proposed}`);
      return Promise.resolve(answers.shift() ?? proposed);
    };
    await runCli(["init"], { cwd, ask });
    const which = "Import the runtime from the package, or inline it as a file? (package, inline) package";
    expect(questions).toEqual(["Folder for the flows? flows", which, which]);
    expect(read(cwd, "flowc.config.ts")).toBe(`import { defineConfig } from "flowc/config";

export default defineConfig({
  include: ["src/work/**/*.flow.{yaml,yml,json}"],
  runtime: "inline",
});
`);
    expect(existsSync(path.join(cwd, "src/work/welcome.flow.yaml"))).toBe(true);
  });

  test("come from options, and nothing is asked", async () => {
    for (const args of [["--dir", "work", "--runtime", "inline"], ["--yes"]]) {
      const { status } = await runCli(["init", ...args], { cwd: createProject({}), ask: unasked });
      expect(status).toBe(0);
    }
  });

  test.each(["..", ".", "/etc", "a/../.."])("--dir %s is refused, and nothing is written", async (dir) => {
    const cwd = createProject({});
    const before = all(cwd);
    const { status, error } = await runCli(["init", "--dir", dir], { cwd });
    expect([status, error]).toEqual([
      2,
      `error: \`${dir}\` is no folder below this one\n  = help: Name one such as \`flows\`.\n`,
    ]);
    expect(all(cwd)).toEqual(before);
  });
});

test("scripts are added in the style of the file; what is not a JSON object stays as it is", () => {
  const added = addEntries('{\r\n    "name": "x"\r\n}\r\n', "scripts", { a: "b" });
  expect(added?.text).toBe('{\r\n    "name": "x",\r\n    "scripts": {\r\n        "a": "b"\r\n    }\r\n}\r\n');
  expect(addEntries("{ no", "scripts", { a: "b" })).toBeUndefined();
  expect(addEntries("[]", "scripts", { a: "b" })).toBeUndefined();
});

test("packages that are already listed stay where they are, at any version", () => {
  const text = '{ "dependencies": { "flowc": "1.0.0" }, "peerDependencies": { "@flowc/runtime": "*" } }';
  expect(addEntries(text, "devDependencies", { flowc: "^2.0.0" })).toEqual({ text, added: [], kept: [] });
  expect(addEntries(text, "dependencies", { "@flowc/runtime": "^2.0.0" })).toEqual({ text, added: [], kept: [] });
  const added = addEntries("{}", "dependencies", { "@flowc/runtime": "^2.0.0" });
  expect(added?.text).toBe('{\n  "dependencies": {\n    "@flowc/runtime": "^2.0.0"\n  }\n}');
});

test("a project with the runtime inlined gets only flowc", async () => {
  const cwd = createProject({});
  await runCli(["init", "--runtime", "inline"], { cwd });
  const manifest: unknown = JSON.parse(read(cwd, "package.json"));
  expect(manifest).toMatchObject({ devDependencies: { flowc: "^0.1.0" } });
  expect(manifest).not.toHaveProperty("dependencies");
});
