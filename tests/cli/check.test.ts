import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { createProject, runCli, twoSteps } from "./run-cli.js";

const wrong = {
  ...twoSteps,
  "flows/a.flow.yaml": "entry: a\nnodes:\n  a: { callable: ./ops.ts#frist }\n",
  "flows/B.flow.yaml": "entry: x\nnodes:\n  a: { callable: ./ops.ts#first }\n",
};

const withWarning = {
  ...twoSteps,
  "flows/choice.flow.yaml": `entry: choose
nodes:
  choose: { type: RoutingNode, routing_rule: ./ops.ts#first }
  a: { callable: ./ops.ts#first }
  b: { callable: ./ops.ts#first }
  both: { callable: ./ops.ts#first }
edges:
  - choose >> (a | b)
  - (a & b) >> both
`,
};

test("a project without mistakes is fine, and nothing is written", async () => {
  const cwd = createProject(twoSteps);
  expect(await runCli(["check"], { cwd })).toEqual({ status: 0, out: "", error: "nothing found in 1 flow\n" });
  expect(readdirSync(path.join(cwd, "flows")).sort()).toEqual(["ops.ts", "two.flow.yaml"]);
});

test("findings of all files come in the order of files and places, for people to stderr", async () => {
  const { status, out, error } = await runCli(["check", "--no-types"], { cwd: createProject(wrong) });
  expect({ status, out }).toEqual({ status: 1, out: "" });
  expect([...error.matchAll(/--> (\S+)/gu)].map((match) => match[1])).toEqual([
    "flows/B.flow.yaml:1:8",
    "flows/a.flow.yaml:3:27",
  ]);
  expect(error.endsWith("2 errors in 3 flows\n")).toBe(true);
});

test.each(["json", "github", "sarif"])("findings as %s are data, and go to stdout", async (format) => {
  const { status, out, error } = await runCli(["check", "--format", format], { cwd: createProject(wrong) });
  expect({ status, error }).toEqual({ status: 1, error: "" });
  expect(out).toContain("callable/missing-export");
});

test("paths are relative to the working directory, places to the project", async () => {
  const project = createProject(wrong);
  const { status, error } = await runCli(["check", "a.flow.yaml"], { cwd: path.join(project, "flows") });
  expect(status).toBe(1);
  expect(error).toContain("--> flows/a.flow.yaml:3:27");
  expect(error).toContain("1 error in 1 flow\n");
});

test("a warning is fine, a rule makes it an error or nothing", async () => {
  const check = async (rule: string) => {
    const config = JSON.stringify({ rules: { "join/may-not-fire": rule } });
    return runCli(["check"], { cwd: createProject({ ...withWarning, "flowc.config.json": config }) });
  };
  const [warning, error, off] = [await check("warning"), await check("error"), await check("off")];
  expect(warning.status).toBe(0);
  expect(warning.error).toContain("warning[join/may-not-fire]");
  expect(error.status).toBe(1);
  expect(error.error).toContain("error[join/may-not-fire]");
  expect(off).toEqual({ status: 0, out: "", error: "nothing found in 2 flows\n" });
});
