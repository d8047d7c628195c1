import { SourceMap, type SourceMapPayload } from "node:module";
import { afterEach, describe, expect, it } from "vitest";
import { bundlers } from "./bundle.js";
import { createBundlerProject, greeting, type BundlerProject } from "./bundler-project.js";

const names = ["vite", "rollup", "esbuild", "webpack", "rspack"] as const;
const main = {
  "src/main.ts": [
    `import flow, { greet } from "./greet.flow.yaml";`,
    "export const isOne = flow === greet;",
    "export const run = (name: string): Promise<object> => flow.run({}, name);",
    "export const runSync = (name: string): object => flow.runSync({}, name);",
    "",
  ].join("\n"),
};

describe.each(names)("%s", (name) => {
  const bundle = bundlers[name];
  let project: BundlerProject;
  afterEach(() => {
    project.remove();
  });

  it("bundles a flow with the functions that it calls", async () => {
    project = createBundlerProject({ ...greeting, ...main });
    const { exports, errors, warnings, code } = await bundle(project, "src/main.ts");
    expect({ errors, warnings: ofFlows(warnings) }).toEqual({ errors: [], warnings: [] });
    const { run, isOne } = exports as { run: (name: string) => Promise<object>; isOne: boolean };
    expect(isOne).toBe(true);
    expect(await run(" Ada ")).toMatchObject({ greeting: "Hello Ada" });
    expect(code).not.toMatch(/^import /mu);
  });

  it("accepts flows in JSON", async () => {
    project = createBundlerProject({
      ...greeting,
      "src/twice.flow.json": JSON.stringify({ entry: "trim", nodes: { trim: { callable: "./ops.ts#trim" } } }),
      "src/main.ts": `import flow from "./twice.flow.json";\nexport const run = (name: string) => flow.run({}, name);\n`,
    });
    const { exports, errors } = await bundle(project, "src/main.ts");
    expect(errors).toEqual([]);
    const { run } = exports as { run: (name: string) => Promise<object> };
    expect(await run(" Ada ")).toMatchObject({ payloads: { trim: "Ada" } });
  });

  it("bundles the flows that a flow runs, from other folders and in JSON", async () => {
    project = createBundlerProject({
      ...greeting,
      "src/inner/twice.flow.json": JSON.stringify({ entry: "trim", nodes: { trim: { callable: "../ops.ts#trim" } } }),
      "src/outer.flow.yaml":
        "entry: greet\nnodes:\n  greet: { flow: ./greet.flow.yaml }\n  twice: { flow: ./inner/twice.flow.json }\nedges: [greet >> twice]\n",
      "src/greet.flow.yaml": `${greeting["src/greet.flow.yaml"]}output: $ctx.greeting\n`,
      "src/main.ts": `import flow from "./outer.flow.yaml";\nexport const run = (name: string) => flow.run({}, name);\n`,
    });
    const { exports, errors } = await bundle(project, "src/main.ts");
    expect(errors).toEqual([]);
    const { run } = exports as { run: (name: string) => Promise<object> };
    expect(await run(" Ada ")).toMatchObject({ payloads: { greet: "Hello Ada", twice: "Hello Ada" } });
  });

  it("reports what is wrong in a flow that a flow runs, at its place", async () => {
    project = createBundlerProject({
      ...greeting,
      "src/outer.flow.yaml": "entry: greet\nnodes:\n  greet: { flow: ./greet.flow.yaml }\n",
      "src/greet.flow.yaml": "entry: trim\nnodes:\n  trim: { callable: ./ops.ts#none }\n",
      "src/main.ts": `export { default as flow } from "./outer.flow.yaml";\n`,
    });
    const { errors } = await bundle(project, "src/main.ts");
    const text = errors.join("\n");
    expect(text).toContain("the flow `src/greet.flow.yaml` has an error");
    expect(text).toContain("src/greet.flow.yaml:3:30");
    expect(text).toContain("the module `./ops.ts` does not export `none`");
  });

  it("leaves imports with a query to others", async () => {
    // Rollup and esbuild do not support queries themselves.
    if (name === "rollup" || name === "esbuild") return;
    project = createBundlerProject({
      ...greeting,
      "src/main.ts": `export { default as text } from "./greet.flow.yaml?raw";\nexport { default as flow } from "./greet.flow.yaml";\n`,
    });
    const { exports, errors } = await bundle(project, "src/main.ts");
    expect(errors).toEqual([]);
    const { text, flow } = exports as { text: string; flow: { runSync(context: object, input: string): object } };
    expect(text).toBe(greeting["src/greet.flow.yaml"]);
    expect(flow.runSync({}, " Ada ")).toMatchObject({ greeting: "Hello Ada" });
  });

  it("maps the bundle to the lines of the flow", async () => {
    project = createBundlerProject({ ...greeting, ...main });
    const { code, map } = await bundle(project, "src/main.ts");
    const lines = code.split("\n");
    const line = lines.findIndex((text) => text.includes("context.greeting = result"));
    const column = lines[line]!.indexOf("context.greeting");
    const entry = new SourceMap(JSON.parse(map) as SourceMapPayload).findEntry(line, column);
    expect(entry).toMatchObject({ originalLine: 3, originalColumn: greetingLine.indexOf("$ctx.greeting") });
    expect("originalSource" in entry && entry.originalSource).toMatch(/greet\.flow\.yaml$/u);
  });

  it("shows each error with its place and lines", async () => {
    const flow = greeting["src/greet.flow.yaml"].replace("#trim", "#trm").replace("$payload.trim", "$payload.tri");
    project = createBundlerProject({ ...greeting, ...main, "src/greet.flow.yaml": flow });
    const { errors } = await bundle(project, "src/main.ts");
    const text = errors.join("\n");
    expect(text).toContain("error[callable/missing-export]: the module `./ops.ts` does not export `trm`");
    expect(text).toContain("--> src/greet.flow.yaml:3:30");
    expect(text).toContain("3 |   trim: { callable: ./ops.ts#trm }\n   |                              ^^^\n");
    expect(text).toContain("did you mean `trim`?");
    expect(text).toContain("error[payload/unknown-node]");
    // Where flowc reported it does not matter to the user.
    expect(text).not.toMatch(/^ +at .*(?:reporter-for|create-plugin)/mu);
  });

  it("shows warnings and goes on", async () => {
    const flow = greeting["src/greet.flow.yaml"].replace("edges:", "  odd: { callable: ./ops.ts#trim }\nedges:");
    project = createBundlerProject({ ...greeting, ...main, "src/greet.flow.yaml": flow });
    const { exports, errors, warnings } = await bundle(project, "src/main.ts");
    expect(errors).toEqual([]);
    expect(exports).toBeDefined();
    const [warning, ...others] = ofFlows(warnings);
    expect(others).toEqual([]);
    expect(warning).toContain("warning[node/unreachable]");
    expect(warning).toContain("5 |   odd: { callable: ./ops.ts#trim }");
  });

  it("shows what is wrong with the configuration", async () => {
    project = createBundlerProject({ ...greeting, ...main, "flowc.config.json": `{ "inclde": [] }\n` });
    const { errors } = await bundle(project, "src/main.ts");
    expect(errors.join("\n")).toContain("`inclde` is no setting of flowc");
    expect(errors.join("\n")).toContain("Did you mean `include`");
  });
});

/** A bundler may also have warnings about other modules. */
function ofFlows(warnings: readonly string[]): string[] {
  return warnings.filter((warning) => warning.includes(".flow."));
}

const greetingLine = greeting["src/greet.flow.yaml"].split("\n")[3]!;
