import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { addScripts } from "../../src/commands/init/add-scripts.js";
import { createProject, runCli } from "./run-cli.js";

const read = (folder: string, file: string): string => readFileSync(path.join(folder, file), "utf8");
const all = (folder: string): Record<string, string> =>
  Object.fromEntries(
    (readdirSync(folder, { recursive: true }) as string[])
      .filter((file) => /\.\w+$/u.test(file))
      .map((file) => [file, read(folder, file)]),
  );

test("sets a project up whose flow has no mistake and runs", async () => {
  const cwd = createProject({});
  const { status, out, error } = await runCli(["init"], { cwd });
  expect({ status, out }).toEqual({ status: 0, out: "" });
  expect(error).toContain("created  flowc.config.ts\ncreated  flows/welcome.flow.yaml\ncreated  flows/welcome.ts\n");
  expect(error).toContain("changed  package.json: scripts flows:build, flows:check\n");
  expect(error).toContain("next:\n");
  expect(await runCli(["check"], { cwd })).toEqual({ status: 0, out: "", error: "nothing found in 1 flow\n" });
  const input = '{ "name": "Ada", "visits": 0 }';
  const run = await runCli(["run", "flows/welcome.flow.yaml", "--input", input, "--quiet"], { cwd });
  expect(JSON.parse(run.out)).toMatchObject({ payloads: { stranger: "Hello Ada, welcome." } });
});

test("called again changes nothing", async () => {
  const cwd = createProject({});
  await runCli(["init"], { cwd });
  const before = all(cwd);
  const { status, error } = await runCli(["init"], { cwd });
  expect(status).toBe(0);
  expect(error).not.toMatch(/created|changed/u);
  expect(all(cwd)).toEqual(before);
});

test("keeps what is there: another configuration, files, scripts", async () => {
  const cwd = createProject({ "flowc.config.json": "{}\n", "flows/welcome.ts": "// mine\n" });
  writeFileSync(path.join(cwd, "package.json"), '{\n\t"scripts": {\n\t\t"flows:build": "mine"\n\t}\n}');
  const { error } = await runCli(["init"], { cwd });
  expect(error).toContain("kept     flowc.config.json\n");
  expect(error).toContain("kept     flows/welcome.ts\n");
  expect(error).toContain("kept     package.json: your script flows:build\n");
  expect(read(cwd, "flows/welcome.ts")).toBe("// mine\n");
  expect(read(cwd, "package.json")).toBe(
    '{\n\t"scripts": {\n\t\t"flows:build": "mine",\n\t\t"flows:check": "flowc build --check"\n\t}\n}',
  );
});

test("scripts are added in the style of the file; what is no JSON object is left", () => {
  const added = addScripts('{\r\n    "name": "x"\r\n}\r\n', { a: "b" });
  expect(added?.text).toBe('{\r\n    "name": "x",\r\n    "scripts": {\r\n        "a": "b"\r\n    }\r\n}\r\n');
  expect(addScripts("{ no", { a: "b" })).toBeUndefined();
  expect(addScripts("[]", { a: "b" })).toBeUndefined();
});
