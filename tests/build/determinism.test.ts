import { readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { createProject, resultOf, runCli, spawnCli, twoSteps } from "../cli/run-cli.js";

const flow = (name: string): string => `description: "${name}"
entry: \u00e9tape
nodes:
  \u00e9tape: { callable: ./ops.ts#z, context: { outputs: { z: $ctx.\u00e4.z, a: $ctx.\u00e4.a, I: $ctx.i.I } } }
  \ud83d\ude00: { callable: ./ops.ts#a, context: { inputs: [$ctx.\u00e4.z, $payload.\u00e9tape.a] } }
  item-10: { callable: ./lib/ops.ts#z }
  item-9: { callable: ./ops.ts#\u00e9 }
edges:
  - \u00e9tape >> ("\ud83d\ude00" | item-10 | item-9)
`;
const ops = `export const z = (): { z: number; a: number; I: number } => ({ z: 1, a: 2, I: 3 });
export const a = (_: { z: unknown; a: unknown }): void => {};
export const \u00e9 = (): void => {};
`;
const files: Readonly<Record<string, string>> = {
  "flows/ops.ts": ops,
  "flows/lib/ops.ts": ops,
  "flows/\u00c4.flow.yaml": flow("\u00c4"),
  "flows/a.flow.yaml": flow("a"),
  "flows/B.flow.yaml": flow("B"),
  "flows/sub/\ud83d\ude00.flow.json": JSON.stringify({ entry: "a", nodes: { a: { callable: "../ops.ts#a" } } }),
  "flows/sub/z.flow.yml": flow("z").replaceAll("./", "../"),
};

/** All generated modules of a project. */
function modulesOf(project: string): Record<string, string> {
  const names = readdirSync(project, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".flow.ts"));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(path.join(project, name), "utf8")]));
}

async function built(project: string, ...args: readonly string[]): Promise<Record<string, string>> {
  expect(await runCli(["build", ...args], { cwd: project })).toMatchObject({ status: 0, out: "" });
  return modulesOf(project);
}

describe("the same flows give the same bytes", () => {
  test("built twice, the second time without touching a file", async () => {
    const project = createProject(files);
    const first = await built(project);
    expect(Object.keys(first)).toHaveLength(5);
    const longAgo = new Date("2001-02-03T04:05:06Z");
    for (const name of Object.keys(first)) utimesSync(path.join(project, name), longAgo, longAgo);
    expect(await runCli(["build"], { cwd: project })).toEqual({ status: 0, out: "", error: "5 modules up to date\n" });
    for (const name of Object.keys(first)) expect(statSync(path.join(project, name)).mtime).toEqual(longAgo);
    for (const name of Object.keys(first)) rmSync(path.join(project, name));
    expect(await built(project)).toEqual(first);
  });

  test("with LF only, and without a trace of the machine", async () => {
    const project = createProject(files);
    for (const text of Object.values(await built(project))) {
      expect(text).not.toContain("\r");
      expect(text).not.toContain(project);
      expect(text.endsWith("\n")).toBe(true);
    }
  });

  test("in another folder, with the files created in another order", async () => {
    const reversed = Object.fromEntries(Object.entries(files).reverse());
    expect(await built(createProject(reversed))).toEqual(await built(createProject(files)));
  });

  test("from another working directory, and file by file in any order", async () => {
    const expected = await built(createProject(files));
    const below = createProject({ ...files, "flowc.config.json": "{}" });
    expect(await runCli(["build"], { cwd: path.join(below, "flows/sub") })).toMatchObject({ status: 0 });
    expect(modulesOf(below)).toEqual(expected);
    const single = createProject(files);
    const flows = Object.keys(files).filter((name) => /\.(?:ya?ml|json)$/u.test(name));
    for (const name of flows.reverse()) await built(single, name);
    expect(modulesOf(single)).toEqual(expected);
    const named = createProject(files);
    expect(await built(named, ...flows, "flows", "./flows/sub/../a.flow.yaml")).toEqual(expected);
  });

  test("with CRLF, and a byte order mark", async () => {
    const other = Object.entries(files).map(
      ([name, text]) => [name, `\ufeff${text.replaceAll("\n", "\r\n")}`] as const,
    );
    expect(await built(createProject(Object.fromEntries(other)))).toEqual(await built(createProject(files)));
  });

  test.each([
    { LC_ALL: "C", LANG: "C", TZ: "Pacific/Kiritimati" },
    { LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8", TZ: "America/St_Johns", COLUMNS: "20", FORCE_COLOR: "1" },
    { LC_ALL: "sv_SE.UTF-8", LANG: "sv_SE.UTF-8", NODE_ENV: "production", CI: "true" },
  ])("in the environment %j", async (environment) => {
    const project = createProject(files);
    const child = spawnCli(["build"], project, environment);
    expect(await resultOf(child)).toMatchObject({ status: 0 });
    expect(modulesOf(project)).toEqual(await built(createProject(files)));
  });
});

describe("only modules that flowc generated are replaced or removed", () => {
  const mine = "export const mine = 1; // @generated by flowc, I say\n";

  test("not a file that only mentions the header", async () => {
    const project = createProject({ ...twoSteps, "flows/two.flow.ts": mine, "flows/gone.flow.ts": mine, "x.ts": mine });
    const { status, error } = await runCli(["build"], { cwd: project });
    expect(status).toBe(2);
    expect(error).toContain("`flows/two.flow.ts` is not replaced: flowc did not generate it");
    rmSync(path.join(project, "flows/two.flow.ts"));
    expect(await runCli(["build"], { cwd: project })).toMatchObject({ status: 0 });
    expect(readFileSync(path.join(project, "flows/gone.flow.ts"), "utf8")).toBe(mine);
  });

  test("the module of a renamed flow is removed", async () => {
    const project = createProject(twoSteps);
    await built(project);
    renameSync(path.join(project, "flows/two.flow.yaml"), path.join(project, "flows/three.flow.yaml"));
    expect(Object.keys(await built(project))).toEqual(["flows/three.flow.ts"]);
  });

  test("not the module of a flow that has become faulty", async () => {
    const project = createProject(twoSteps);
    const before = await built(project);
    writeFileSync(path.join(project, "flows/two.flow.yaml"), "nodes: [\n");
    expect((await runCli(["build"], { cwd: project })).status).toBe(1);
    expect(modulesOf(project)).toEqual(before);
  });
});
