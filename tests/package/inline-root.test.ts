import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { createProject, runCli, twoSteps } from "../cli/run-cli.js";
import { root } from "./install-package.js";

const options = {
  module: "nodenext",
  target: "es2022",
  lib: ["es2022", "dom"],
  types: [],
  strict: true,
  skipDefaultLibCheck: true,
  noEmit: true,
};
const tsconfig = (more: object): string =>
  JSON.stringify({ compilerOptions: { ...options, ...more }, include: ["src"] });

function createSources(config: object, files: Readonly<Record<string, string>> = {}) {
  const cwd = createProject({
    "src/flows/two.flow.yaml": twoSteps["flows/two.flow.yaml"],
    "src/flows/ops.ts": twoSteps["flows/ops.ts"],
    "src/main.ts": `import two from "./flows/two.flow.js";\nexport const run = () => two.runSync({}, 1);\n`,
    "tsconfig.json": tsconfig({}),
    "flowc.config.json": JSON.stringify(config),
    ...files,
  });
  return {
    build: () => runCli(["build"], { cwd }),
    write: (file: string, text: string) => {
      writeFileSync(path.join(cwd, file), text);
    },
    read: (file: string) => readFileSync(path.join(cwd, file), "utf8"),
    tsc: () =>
      spawnSync(process.execPath, [path.join(root, "node_modules/typescript-7/bin/tsc"), "-p", "."], {
        cwd,
        encoding: "utf8",
      }).stdout,
  };
}

describe("the runtime's own file and `rootDir`", () => {
  test("what tsc would reject is reported before, with the setting that fixes it", async () => {
    const project = createSources({ runtime: "inline" });
    expect((await project.build()).error).toBe("written src/flows/two.flow.ts\nwritten flowc-runtime.flow.ts\n");
    expect(project.tsc()).toBe("");
    const module = project.read("src/flows/two.flow.ts");

    project.write("tsconfig.json", tsconfig({ rootDir: "./src" }));
    expect(project.tsc()).toMatch(
      /^src\/flows\/two\.flow\.ts\(\d+,\d+\): error TS6059: .*flowc-runtime\.flow\.ts' is not under 'rootDir'/u,
    );
    expect(await project.build()).toEqual({
      status: 2,
      out: "",
      error: `error: the runtime's file \`flowc-runtime.flow.ts\` would be outside of \`src\`, the \`rootDir\` of \`tsconfig.json\`: tsc would refuse it in \`src/flows/two.flow.ts\` (TS6059)
  = help: Set \`runtime: "./src/flowc-runtime.flow.ts"\`, or the \`rootDir\` to a folder above both.
`,
    });
    expect(project.read("src/flows/two.flow.ts")).toBe(module);

    project.write("flowc.config.json", `{ "runtime": "./src/flowc-runtime.flow.ts" }`);
    expect((await project.build()).error).toBe(
      "written src/flows/two.flow.ts\nwritten src/flowc-runtime.flow.ts\nremoved flowc-runtime.flow.ts\n",
    );
    expect(project.tsc()).toBe("");
  });

  test.each([
    ["the output folder is outside, and so is the runtime", { runtime: "inline", outDir: "gen" }, {}],
    [
      "the flows are outside",
      { runtime: "inline", include: ["tests/*.flow.yaml"] },
      { "tests/two.flow.yaml": twoSteps["flows/two.flow.yaml"].replaceAll("./ops", "../src/flows/ops") },
    ],
    ["the output folder is below", { runtime: "inline", outDir: "src/gen" }, {}],
  ])("nothing is reported if %s", async (_, config, files) => {
    const project = createSources(config, { ...files, "tsconfig.json": tsconfig({ rootDir: "src" }) });
    expect(await project.build()).toMatchObject({ status: 0 });
    expect(await project.build()).toMatchObject({ status: 0, error: "2 modules up to date\n" });
  });

  test("declarations import the file too", async () => {
    const project = createSources(
      { runtime: "inline", emit: "declarations" },
      { "tsconfig.json": tsconfig({ rootDir: "src" }) },
    );
    expect((await project.build()).error).toContain("tsc would refuse it in `src/flows/two.flow.yaml.d.ts` (TS6059)");
  });
});
