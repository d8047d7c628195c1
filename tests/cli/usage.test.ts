import { describe, expect, test } from "vitest";
import { createProject, runCli, twoSteps } from "./run-cli.js";

const cwd = createProject(twoSteps);

describe("help", () => {
  test("first says what flowc does, and has commands, examples and exit statuses", async () => {
    const { status, out, error } = await runCli(["--help"], { cwd });
    expect(status).toBe(0);
    expect(error).toBe("");
    expect(out.split("\n")[0]).toBe(
      "flowc compiles workflows: YAML in, one readable, typed TypeScript module per flow out.",
    );
    for (const part of ["build", "check", "run", "explain", "schema", "init", "Examples:", "Exit status:"]) {
      expect(out).toContain(part);
    }
  });

  test.each(["build", "check", "run", "explain", "schema", "init"])(
    "of %s has its options, examples and exit statuses",
    async (name) => {
      const { status, out } = await runCli([name, "--help"], { cwd });
      expect(status).toBe(0);
      expect(out).toContain(`Usage: flowc ${name}`);
      expect(out).toMatch(/Examples?:\n {2}\$ flowc/u);
      expect(out).toContain("--format <format>");
      expect(out).toContain("  3  a bug in flowc itself");
    },
  );

  test("without a command is wrong usage", async () => {
    const { status, out, error } = await runCli([], { cwd });
    expect(status).toBe(2);
    expect(out).toBe("");
    expect(error).toContain("Usage: flowc");
  });
});

test("the version", async () => {
  expect(await runCli(["--version"], { cwd })).toEqual({ status: 0, out: "1.2.3\n", error: "" });
});

test.each([
  [["biuld"], "error: unknown command 'biuld'\n(Did you mean build?)\n"],
  [["build", "--chekc"], "error: unknown option '--chekc'\n(Did you mean --check?)\n"],
  [["check", "--format", "xml"], "Allowed choices are pretty, json, github, sarif."],
  [["run"], "error: missing required argument 'file'\n"],
  [["build", "--stdin"], "error: --stdin and --stdin-filename belong together\n"],
  [["build", "--watch", "--check"], "error: option '--watch' cannot be used with option '--check'\n"],
  [["build", "a.yaml", "--stdin", "--stdin-filename", "a.yaml"], "error: --stdin takes no paths\n"],
  [["check", "flows/tow.flow.yaml"], "help: Did you mean `flows/two.flow.yaml`?\n"],
  [["check", "--config", "nowhere.json"], "error: the configuration `nowhere.json` does not exist\n"],
])("%j is wrong usage", async (args, message) => {
  const { status, out, error } = await runCli(args, { cwd });
  expect({ status, out }).toEqual({ status: 2, out: "" });
  expect(error).toContain(message);
});

test("a rule that lowers an error is wrong configuration", async () => {
  const project = createProject({ ...twoSteps, "flowc.config.json": '{ "rules": { "flow/no-entry": "off" } }' });
  const { status, error } = await runCli(["check"], { cwd: project });
  expect(status).toBe(2);
  expect(error).toContain("error: `rules` cannot lower `flow/no-entry`: behind this error there is no module\n");
});
