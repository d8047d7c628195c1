import { spawnSync } from "node:child_process";
import { readFileSync, statSync, symlinkSync } from "node:fs";
import path from "node:path";
import { format } from "prettier";
import { afterEach, describe, expect, it } from "vitest";
import { compileFlow } from "../../compiler/compile.js";
import { declarationPathOf } from "../../compiler/module-path.js";
import { createNodeHost } from "../../src/host/node-host.js";
import { runCli } from "../cli/run-cli.js";
import { flowFiles, projectDir } from "../examples/example.js";
import { bundlers } from "./bundle.js";
import { createBundlerProject, greeting, root, type BundlerProject } from "./bundler-project.js";

const typed = [
  `import flow, { greet, type GreetContext } from "./greet.flow.yaml";`,
  "const exact = <T>() => <U>(value: [T] extends [U] ? ([U] extends [T] ? unknown : never) : never): void => void value;",
  "export const run = async (): Promise<void> => {",
  `  const context = await flow.run({}, " Ada ");`,
  "  const text: string = context.greeting;",
  "  const same: GreetContext = context;",
  "  void [text, same, greet, exact];",
  "  // @ts-expect-error The flow takes a text.",
  "  await flow.run({}, 17);",
  "  // @ts-expect-error The greeting is a text.",
  "  const wrong: number = context.greeting;",
  "  void wrong;",
  "};",
  "",
].join("\n");
const compilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  target: "es2022",
  lib: ["es2022", "dom"],
  module: "esnext",
  moduleResolution: "bundler",
  skipDefaultLibCheck: true,
  noEmit: true,
  types: [],
};

describe("the declaration of a flow's file", () => {
  let project: BundlerProject | undefined;
  afterEach(() => {
    project?.remove();
    project = undefined;
  });

  it("gives TypeScript 5.9, 6 and 7 the exact types of an import", async () => {
    project = createBundlerProject({
      ...greeting,
      "src/main.ts": typed,
      "tsconfig.json": JSON.stringify({ compilerOptions, include: ["src"] }),
    });
    const { errors } = await bundlers.esbuild(project, "src/main.ts");
    expect(errors).toEqual([]);
    for (const version of ["typescript-5", "typescript", "typescript-7"]) {
      const tsc = path.join(root, "node_modules", version, "bin/tsc");
      const { stdout } = spawnSync(process.execPath, [tsc, "-p", project.folder], { encoding: "utf8" });
      expect(stdout, version).toBe("");
    }
  });

  it("types a flow in JSON, with `allowArbitraryExtensions`", async () => {
    const options = { ...compilerOptions, allowArbitraryExtensions: true };
    project = createBundlerProject({
      ...greeting,
      "src/twice.flow.json": JSON.stringify({
        entry: "trim",
        nodes: { trim: { callable: "./ops.ts#trim", context: { outputs: "$ctx.said" } } },
      }),
      "src/main.ts": [
        `import twice from "./twice.flow.json";`,
        `export const trimmed: string | undefined = twice.runSync({}, " Ada ").said;`,
        "// @ts-expect-error It is a text.",
        `export const wrong: number | undefined = twice.runSync({}, " Ada ").said;`,
        "",
      ].join("\n"),
      "tsconfig.json": JSON.stringify({ compilerOptions: options, include: ["src"] }),
    });
    expect((await bundlers.esbuild(project, "src/main.ts")).errors).toEqual([]);
    const tsc = path.join(root, "node_modules/typescript/bin/tsc");
    expect(spawnSync(process.execPath, [tsc, "-p", project.folder], { encoding: "utf8" }).stdout).toBe("");
  });

  it("has the bytes that `flowc build` writes, with any formatter and any runtime", async () => {
    project = createBundlerProject({
      ...greeting,
      "src/main.ts": `export { default } from "./greet.flow.yaml";\n`,
      ".prettierrc": JSON.stringify({ semi: false, singleQuote: true, tabWidth: 4 }),
      "flowc.config.json": JSON.stringify({ emit: "declarations", format: "project", runtime: "inline" }),
    });
    symlinkSync(path.join(root, "node_modules/prettier"), project.file("node_modules/prettier"));
    const { errors, warnings } = await bundlers.esbuild(project, "src/main.ts");
    expect({ errors, warnings }).toEqual({ errors: [], warnings: [] });
    expect(readFileSync(project.file("src/greet.flow.yaml.d.ts"), "utf8")).toContain("export default greet\n");
    expect(await runCli(["build"], { cwd: project.folder })).toMatchObject({
      error: "written flowc-runtime.flow.ts\n1 module up to date\n",
    });
    const before = statSync(project.file("src/greet.flow.yaml.d.ts")).mtimeMs;
    expect((await bundlers.esbuild(project, "src/main.ts")).errors).toEqual([]);
    expect(statSync(project.file("src/greet.flow.yaml.d.ts")).mtimeMs).toBe(before);
    expect(await runCli(["build", "--check"], { cwd: project.folder })).toMatchObject({ status: 0 });
  });

  it("reports that prettier is missing, and the flow runs", async () => {
    project = createBundlerProject({
      ...greeting,
      "src/main.ts": `export { default } from "./greet.flow.yaml";\n`,
      "flowc.config.json": JSON.stringify({ format: "project" }),
    });
    const { errors, warnings } = await bundlers.esbuild(project, "src/main.ts");
    expect(errors).toEqual([]);
    expect(warnings.join("\n")).toContain("prettier is not installed in the project");
  });

  it("follows the flow, and never replaces another file", async () => {
    project = createBundlerProject({ ...greeting, "src/main.ts": `export { default } from "./greet.flow.yaml";\n` });
    await bundlers.esbuild(project, "src/main.ts");
    const declaration = project.file("src/greet.flow.yaml.d.ts");
    expect(readFileSync(declaration, "utf8")).toContain("greeting: ");
    project.write({ "src/greet.flow.yaml": greeting["src/greet.flow.yaml"].replace("$ctx.greeting", "$ctx.said") });
    await bundlers.esbuild(project, "src/main.ts");
    expect(readFileSync(declaration, "utf8")).toContain("said: ");
    project.write({ "src/greet.flow.yaml.d.ts": "export {};\n" });
    const { errors, warnings } = await bundlers.esbuild(project, "src/main.ts");
    expect(errors).toEqual([]);
    expect(warnings.join("\n")).toContain("greet.flow.yaml.d.ts");
    expect(readFileSync(declaration, "utf8")).toBe("export {};\n");
  });

  it.each(flowFiles)("%s: prettier leaves it as it is", async (file) => {
    const text = readFileSync(`${projectDir}${file}`, "utf8");
    const declaration = compileFlow({ path: file, text }, createNodeHost({ projectDir })).declaration();
    expect(declaration?.path).toBe(declarationPathOf(file));
    expect(await format(declaration!.text, { parser: "typescript" })).toBe(declaration!.text);
  });
});
