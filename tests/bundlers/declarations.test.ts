import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { format } from "prettier";
import { afterEach, describe, expect, it } from "vitest";
import { compileFlow } from "../../compiler/compile.js";
import { createNodeHost } from "../../src/host/node-host.js";
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

  it("follows the flow, and never takes the place of another file", async () => {
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
    expect(declaration?.path).toBe(`${file}.d.ts`);
    expect(await format(declaration!.text, { parser: "typescript" })).toBe(declaration!.text);
  });
});
