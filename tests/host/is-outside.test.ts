import path from "node:path";
import { describe, expect, test } from "vitest";
import { isOutside } from "../../src/base/is-outside.js";
import { createProject, runCli, twoSteps } from "../cli/run-cli.js";

test.each([
  ["..", true],
  ["../api", true],
  ["../..api", true],
  ["/etc/passwd", true],
  ["", false],
  [".", false],
  ["..api", false],
  ["..api/flows", false],
  ["...", false],
  ["a/../b", false],
])("%o is outside: %s", (relative, expected) => {
  expect(isOutside(relative)).toBe(expected);
});

describe("a folder whose name begins with two dots", () => {
  const inner = Object.fromEntries(Object.entries(twoSteps).map(([file, text]) => [`..api/${file}`, text]));

  test("is a separate project if it has a configuration", async () => {
    const cwd = createProject({ ...inner, "..api/flowc.config.json": `{ "outDir": "gen" }` });
    expect(await runCli(["build", "..api/flows/two.flow.yaml"], { cwd })).toMatchObject({
      status: 0,
      error: "written ..api/gen/flows/two.flow.ts\n",
    });
  });

  test("is named relative to the working directory in messages", async () => {
    const cwd = createProject({ ...inner, "..api/flowc.config.json": "{ broken" });
    const { status, error } = await runCli(["build", "..api"], { cwd });
    expect(status).toBe(2);
    expect(error).toContain(path.join("..api", "flowc.config.json"));
    expect(error).not.toContain(cwd);
  });

  test("is excluded by the globs of the configuration, as other folders are", async () => {
    const cwd = createProject({ ...inner, "flowc.config.json": `{ "exclude": ["..api/flows/two.flow.yaml"] }` });
    expect((await runCli(["build", "..api"], { cwd })).status).toBe(2);
  });

  test("can be the folder of the flows", async () => {
    const cwd = createProject({ "package.json": `{ "name": "app", "type": "module" }` });
    expect((await runCli(["init", "--dir", "..flows", "--yes"], { cwd })).status).toBe(0);
  });
});
