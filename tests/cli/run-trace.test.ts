import { readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test, vi } from "vitest";
import { createProject, runCli, twoSteps } from "./run-cli.js";

const cwd = createProject({
  ...twoSteps,
  "flows/boom.flow.yaml": "entry: only\nnodes:\n  only: { callable: ./boom.ts#boom }\n",
  "flows/boom.ts": `export function boom(): never {
  throw new RangeError("too big", { cause: new Error("the cause") });
}
`,
});

describe("--trace", () => {
  const linesOf = (name: string): readonly Record<string, unknown>[] =>
    readFileSync(path.join(cwd, name), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  test("records the run in a file", async () => {
    const { status, out } = await runCli(["run", "flows/two.flow.yaml", "--input", "1", "--trace", "run.jsonl"], {
      cwd,
    });
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ payloads: { second: 4 } });
    const [header, ...lines] = linesOf("run.jsonl");
    expect(header).toMatchObject({ schema: "flowc.run/1", flow: "two", file: "flows/two.flow.yaml" });
    expect(header).toHaveProperty("picture.nodes.0.id", "first");
    expect(lines.map(({ type }) => type)).toEqual(["run", "start", "success", "start", "success", "context", "end"]);
    expect(lines[3]).toMatchObject({ node: "second", from: [["first", 1]], input: { value: 2 } });
  });

  test("records a run that fails, over a file that was there", async () => {
    await runCli(["run", "flows/boom.flow.yaml", "--input", "1", "--trace", "run.jsonl"], { cwd });
    const lines = linesOf("run.jsonl");
    expect(lines.at(-1)).toMatchObject({
      type: "end",
      error: { $: "error", name: "RangeError", cause: { message: "the cause" } },
    });
    expect(lines.filter(({ schema }) => schema !== undefined)).toHaveLength(1);
  });

  test.each([
    ["--trace", "", "`--trace` names no file", "Name one: `--trace run.jsonl`."],
    [
      "--trace",
      "-",
      "`--trace` writes a file, and `-` is none",
      "Name one: `--trace run.jsonl`. A file of this name is `./-`.",
    ],
    ["--trace", "flows", "`flows` is not replaced: it is a folder", "Name a file in it: `--trace flows/run.jsonl`."],
    ["--trace", "flows/", "`flows/` is not replaced: it is a folder", "Name a file in it: `--trace flows/run.jsonl`."],
    ["--trace", "new/", "`new/` is the name of a folder", "Name a file in it: `--trace new/run.jsonl`."],
    ["--report", "", "`--report` names no file", "Name one: `--report run.html`."],
    ["--report", ".", "`.` is not replaced: it is a folder", "Name a file in it: `--report ./run.html`."],
  ])("%s '%s' names no file", async (option, name, message, help) => {
    const before = readdirSync(cwd);
    const { status, out, error } = await runCli(["run", "flows/two.flow.yaml", option, name], { cwd });
    expect([status, out, error]).toEqual([2, "", `error: ${message}\n  = help: ${help}\n`]);
    expect(readdirSync(cwd)).toEqual(before);
  });

  test("has the version of flowc and that of the flow, which comments do not change", async () => {
    const flow = "entry: only\nnodes:\n  only: { callable: ./more.ts#echo }\n";
    const texts = [flow, `# a comment\n${flow.replace("nodes:", "\nnodes:")}`, `${flow}max_steps: 9\n`];
    const headers: unknown[] = [];
    for (const text of texts) {
      const folder = createProject({
        "flows/one.flow.yaml": text,
        "flows/more.ts": "export const echo = (value: unknown) => value;\n",
      });
      await runCli(["run", "flows/one.flow.yaml", "--trace", "one.jsonl"], { cwd: folder });
      headers.push(JSON.parse(readFileSync(path.join(folder, "one.jsonl"), "utf8").split("\n")[0] ?? ""));
    }
    const [first, second, third] = headers as { readonly planHash?: string; readonly flowc?: string }[];
    expect(first?.planHash).toMatch(/^[0-9a-f]{16}$/u);
    expect(first?.flowc).toMatch(/^\d+\.\d+\.\d+/u);
    expect(second?.planHash).toBe(first?.planHash);
    expect(third?.planHash).not.toBe(first?.planHash);
  });

  test("--trace-values says how much is kept", async () => {
    const run = async (...args: string[]): Promise<string> => {
      const { status } = await runCli(["run", "flows/two.flow.yaml", "--input", "1", ...args], { cwd });
      expect(status).toBe(0);
      return readFileSync(path.join(cwd, "kept.jsonl"), "utf8");
    };
    expect(await run("--trace", "kept.jsonl", "--trace-values", "full")).toContain('"result"');
    expect(await run("--trace", "kept.jsonl", "--trace-values", "none")).not.toMatch(/"result"|"input"|"context"/u);
    const { status, error } = await runCli(["run", "flows/two.flow.yaml", "--trace-values", "none"], { cwd });
    expect([status, error]).toEqual([2, expect.stringContaining("the run is not recorded")]);
    expect((await runCli(["run", "flows/two.flow.yaml", "--trace-values", "some"], { cwd })).status).toBe(2);
  });

  test("leaves out what `redact` lists and what the flow reads from the environment", async () => {
    const folder = createProject({
      "flowc.config.json": '{ "redact": ["**.value"] }',
      "flows/env.flow.yaml":
        "entry: only\nnodes:\n  only: { callable: ./more.ts#echo, context: { inputs: $env.FLOWC_TEST_TOKEN } }\n",
      "flows/more.ts": "export const echo = (token: string) => ({ header: `Bearer ${token}`, value: 1 });\n",
    });
    vi.stubEnv("FLOWC_TEST_TOKEN", "t0p-secret");
    const { status, out } = await runCli(["run", "flows/env.flow.yaml", "--trace", "env.jsonl"], { cwd: folder });
    vi.unstubAllEnvs();
    expect([status, out.includes("t0p-secret")]).toEqual([0, true]);
    const text = readFileSync(path.join(folder, "env.jsonl"), "utf8");
    expect(text).not.toContain("t0p-secret");
    expect(text).toContain('"result":{"header":"Bearer ***","value":{"$":"hidden"}}');
  });

  test("leaves out what outputs and the flows of nodes read from the environment, also as numbers", async () => {
    const folder = createProject({
      "flows/env.flow.yaml":
        "entry: only\nnodes:\n  only: { flow: ./child.flow.yaml }\noutput: { pin: $env.FLOWC_TEST_PIN, of: $payload.only }\n",
      "flows/child.flow.yaml":
        "entry: inner\nnodes:\n  inner: { callable: ./more.ts#echo, context: { inputs: $env.FLOWC_TEST_TOKEN } }\noutput: $payload.inner\n",
      "flows/more.ts": "export const echo = (token: string) => ({ text: `= ${token}`, number: Number(token) });\n",
    });
    vi.stubEnv("FLOWC_TEST_TOKEN", "981234");
    vi.stubEnv("FLOWC_TEST_PIN", "pin");
    const { status } = await runCli(["run", "flows/env.flow.yaml", "--trace", "env.jsonl"], { cwd: folder });
    vi.unstubAllEnvs();
    expect(status).toBe(0);
    const text = readFileSync(path.join(folder, "env.jsonl"), "utf8");
    expect(text).not.toMatch(/981234|"pin":"pin"/u);
    expect(text).toContain('"result":{"text":"= ***","number":{"$":"hidden"}}');
  });

  test.each(["flows/two.flow.yaml", "flows/ops.ts", "flowc.config.json", "notes.txt"])(
    "does not replace %s, which is no record",
    async (name) => {
      const folder = createProject({ ...twoSteps, "flowc.config.json": "{}", "notes.txt": "{" });
      const file = path.join(folder, name);
      const before = readFileSync(file, "utf8");
      const { status, out, error } = await runCli(["run", "flows/two.flow.yaml", "--input", "1", "--trace", name], {
        cwd: folder,
      });
      expect({ status, out }).toEqual({ status: 2, out: "" });
      expect(error).toContain(`\`${name}\` is not replaced: it is not a recorded run`);
      expect(readFileSync(file, "utf8")).toBe(before);
    },
  );

  test("replaces an empty file", async () => {
    writeFileSync(path.join(cwd, "empty.jsonl"), "");
    await runCli(["run", "flows/two.flow.yaml", "--input", "1", "--trace", "empty.jsonl"], { cwd });
    expect(linesOf("empty.jsonl").at(-1)).toMatchObject({ type: "end" });
  });

  test("creates its folder", async () => {
    const { status } = await runCli(["run", "flows/two.flow.yaml", "--input", "1", "--trace", "new/er/run.jsonl"], {
      cwd,
    });
    expect(status).toBe(0);
    expect(linesOf("new/er/run.jsonl").at(-1)).toMatchObject({ type: "end" });
  });
});

/** What a flow did that must not run. */
const marked: Readonly<Record<string, string>> = {
  "flows/mark.flow.yaml": "entry: only\nnodes:\n  only: { callable: ./mark.ts#mark }\n",
  "flows/mark.ts":
    'import { writeFileSync } from "node:fs";\nexport const mark = (): void => writeFileSync("ran", "");\n',
};

describe.each(["--trace", "--report"])("%s to a place that cannot be written fails before the run", (option) => {
  test.each([
    ["below a file", "flows/mark.ts/a/run.out", "a part of its path is a file, not a folder"],
    ["a folder", "flows", ""],
    ["a name that is too long", `${"x".repeat(300)}.out`, "its name is too long"],
    ...(process.platform === "linux"
      ? [
          ["a folder of the system", "/proc/none/a/run.out", "no folder can be created in `/proc`"],
          ["in a folder of the system", "/proc/run.out", "no file can be created in `/proc`"],
        ]
      : []),
  ])("%s", async (_, name = "", reason = "") => {
    const folder = createProject(marked);
    const { status, out, error } = await runCli(["run", "flows/mark.flow.yaml", option, name], { cwd: folder });
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(error).toContain(reason);
    expect(error).toContain(`\`${name}\``);
    expect(readdirSync(folder)).not.toContain("ran");
    expect(readdirSync(path.join(folder, "flows"))).toEqual(["mark.flow.yaml", "mark.ts"]);
  });
});

describe.runIf(process.platform !== "win32")("a link that leads nowhere is named", () => {
  test.each([
    ["folder/run.jsonl", "folder"],
    ["file.jsonl", "file.jsonl"],
  ])("%s", async (name, link) => {
    const folder = createProject(twoSteps);
    symlinkSync(path.join(folder, "none/at/all"), path.join(folder, link));
    const args = ["run", "flows/two.flow.yaml", "--input", "1", "--trace", name];
    const { status, out, error } = await runCli(args, { cwd: folder });
    expect({ status, out }).toEqual({ status: 2, out: "" });
    const subject = name === link ? "it" : `\`${path.join(folder, link)}\``;
    expect(error).toContain(`\`${name}\` cannot be written: ${subject} is a link that leads nowhere`);
  });
});

test("--trace and --report cannot name one file", async () => {
  const args = ["run", "flows/two.flow.yaml", "--input", "1", "--trace", "both.out", "--report", "./both.out"];
  const { status, error } = await runCli(args, { cwd });
  expect(status).toBe(2);
  expect(error).toContain("`--trace` and `--report` both name `./both.out`");
  expect(readdirSync(cwd)).not.toContain("both.out");
});
