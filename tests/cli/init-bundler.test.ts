import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { findBundler } from "../../src/cli/init/find-bundler.js";
import { all, input, read, unasked } from "./init-project.js";
import { createProject, runCli } from "./run-cli.js";

const manifest = (devDependencies: object, more: object = { type: "module" }): Readonly<Record<string, string>> => ({
  "package.json": `${JSON.stringify({ ...more, devDependencies }, undefined, 2)}\n`,
});
/** A project as `create-vite` writes it. */
const viteProject = {
  ...manifest({ vite: "^8.0.0" }),
  "tsconfig.json": JSON.stringify({
    files: [],
    references: [{ path: "./tsconfig.app.json" }, { path: "./tsconfig.node.json" }],
  }),
  "tsconfig.app.json": JSON.stringify({
    compilerOptions: { module: "esnext", moduleResolution: "bundler" },
    include: ["src"],
  }),
  "tsconfig.node.json": JSON.stringify({ compilerOptions: { module: "nodenext" }, include: ["vite.config.ts"] }),
  "src/main.ts": "",
  "vite.config.ts": `import react from "@vitejs/plugin-react";\nexport default { plugins: [react()] };\n`,
};

describe("a project with Vite", () => {
  test("gets declarations for flows below its sources, and init says what its configuration lacks", async () => {
    const cwd = createProject(viteProject);
    const { status, error } = await runCli(["init"], { cwd });
    expect(status).toBe(0);
    expect(error).toBe(`created  flowc.config.ts
created  src/flows/welcome.flow.yaml
created  src/flows/welcome.ts
created  .gitattributes: *.flow.yaml.d.ts linguist-generated, *.flow.yml.d.ts linguist-generated, *.flow.d.json.ts linguist-generated
created  .prettierignore: *.flow.yaml.d.ts, *.flow.yml.d.ts, *.flow.d.json.ts
changed  package.json: scripts flows:build, flows:check, flows:watch; dependencies @flowc/runtime; devDependencies flowc

next:
  npm install
  in vite.config.ts:
    import flowc from "flowc/vite";
    plugins: [flowc()]
  npx flowc build
  npx flowc run src/flows/welcome.flow.yaml --input '${input}'
  in your code: import welcome from "./flows/welcome.flow.yaml";
`);
    expect(read(cwd, "flowc.config.ts")).toBe(`import { defineConfig } from "flowc/config";

export default defineConfig({
  include: ["src/flows/**/*.flow.{yaml,yml,json}"],
  emit: "declarations",
});
`);
    expect((await runCli(["build"], { cwd })).error).toBe("written src/flows/welcome.flow.yaml.d.ts\n");
  });

  test("calling init again changes nothing and asks nothing, with or without the option; it mentions the plugin until that is configured", async () => {
    const cwd = createProject(viteProject);
    await runCli(["init"], { cwd });
    const before = all(cwd);
    for (const args of [[], ["--bundler", "vite"], ["--yes"]]) {
      const { error } = await runCli(["init", ...args], { cwd, ask: unasked });
      expect(error).not.toMatch(/created|changed/u);
      expect(error).toContain("  in vite.config.ts:\n");
    }
    expect(all(cwd)).toEqual(before);
    writeFileSync(path.join(cwd, "vite.config.ts"), `import flowc from "flowc/vite";\n`);
    expect((await runCli(["init"], { cwd })).error).not.toContain("vite.config.ts");
  });

  test.each([
    ["module", "vite.config.ts"],
    ["commonjs", "vite.config.mts"],
  ])("without a configuration of Vite, with type %s, gets %s", async (type, file) => {
    const cwd = createProject({ ...manifest({ vite: "8" }, { type }), "tsconfig.json": "{}", "src/main.ts": "" });
    const { error } = await runCli(["init"], { cwd });
    expect(error).toContain(`created  ${file}\n`);
    expect(read(cwd, file)).toContain("plugins: [flowc()]");
    expect(error).toContain("created  src/flows/welcome.flow.yaml\n");
    expect(error).not.toContain("plugins:");
    expect((await runCli(["init"], { cwd })).error).not.toMatch(/created|changed/u);
  });

  test("--bundler none: modules, as without Vite", async () => {
    const cwd = createProject(viteProject);
    const { error } = await runCli(["init", "--bundler", "none"], {
      cwd,
      ask: (_, proposed) => Promise.resolve(proposed),
    });
    expect(error).toContain("created  .gitattributes: *.flow.ts linguist-generated\n");
    expect(error).not.toContain("vite");
    expect((await runCli(["build"], { cwd })).error).toBe("written src/flows/welcome.flow.ts\n");
    expect((await runCli(["init"], { cwd })).error).not.toMatch(/created|changed/u);
  });
});

test("a folder with a bundler but no tsconfig gets one, and its flows pass the type check", async () => {
  const cwd = createProject({ ...manifest({ esbuild: "*" }), "src/main.js": "" });
  rmSync(path.join(cwd, "tsconfig.json"));
  const { error } = await runCli(["init"], { cwd });
  expect(JSON.parse(read(cwd, "tsconfig.json"))).toMatchObject({
    compilerOptions: { moduleResolution: "bundler", noEmit: true },
    include: ["src"],
  });
  expect(error).toContain('  in the script that calls esbuild:\n    import flowc from "flowc/esbuild";\n');
});

test.each([
  ["module.exports = { plugins: [] };\n", `const flowc = require("flowc/webpack").default;`],
  ["export default { plugins: [] };\n", `import flowc from "flowc/webpack";`],
])("for webpack's configuration %j, init says to add %s", async (text, line) => {
  const cwd = createProject({ ...manifest({ webpack: "5" }, {}), "webpack.config.js": text });
  expect((await runCli(["init"], { cwd })).error).toContain(
    `  in webpack.config.js:\n    ${line}\n    plugins: [flowc()]\n`,
  );
});

test("an existing configuration stays, and init says what it lacks; present and future outputs are listed", async () => {
  const cwd = createProject({ ...viteProject, "flowc.config.json": "{}\n" });
  const { error } = await runCli(["init"], { cwd });
  expect(error).toContain("created  .prettierignore: *.flow.ts\n");
  const { error: told } = await runCli(["init", "--bundler", "vite"], { cwd });
  expect(told).toContain(`  in flowc.config.json:\n    emit: "declarations"\n`);
  expect(told).toContain("changed  .prettierignore: *.flow.yaml.d.ts, *.flow.yml.d.ts, *.flow.d.json.ts\n");
  expect(read(cwd, ".prettierignore")).toMatch(/^\*\.flow\.ts\n\*\.flow\.yaml\.d\.ts\n/u);
});

test("a wrong configuration is reported, and nothing is written", async () => {
  const cwd = createProject({ "flowc.config.json": `{ "emit": "declaration" }` });
  const before = all(cwd);
  const { status, error } = await runCli(["init"], { cwd });
  expect(status).toBe(2);
  expect(error).toContain("Did you mean `declarations`?");
  expect(all(cwd)).toEqual(before);
});

test("in a terminal, the bundler that was found is proposed, and the runtime is not asked for", async () => {
  const cwd = createProject(viteProject);
  const questions: string[] = [];
  const answers = ["parcel", "Vite", "src/work"];
  await runCli(["init"], {
    cwd,
    ask: (question, proposed) => {
      questions.push(`${question} ${proposed}`);
      return Promise.resolve(answers.shift() ?? proposed);
    },
  });
  const which = "Import flows through a bundler's plugin? (vite, webpack, rspack, rollup, esbuild, none) vite";
  expect(questions).toEqual([which, which, "Folder for the flows? src/flows"]);
  expect(read(cwd, "flowc.config.ts")).toContain(`emit: "declarations"`);
});

test.each([
  [{ "vite.config.mjs": "" }, "vite"],
  [manifest({ webpack: "5", vite: "8" }), "vite"],
  [{ ...manifest({ vite: "8" }), "webpack.config.cjs": "" }, "webpack"],
  [manifest({ "@rspack/cli": "2" }), "rspack"],
  [{ "rollup.config.js": "" }, "rollup"],
  [{ "package.json": "no JSON" }, undefined],
  [manifest({ vitest: "4" }), undefined],
])("%j: %s", (files, name) => {
  expect(findBundler(createProject(files))?.name).toBe(name);
});
