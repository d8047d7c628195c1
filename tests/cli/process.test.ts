import { once } from "node:events";
import { expect, test } from "vitest";
import { packageVersion } from "../../src/base/package-folder.js";
import { createProject, resultOf, spawnCli, twoSteps } from "./run-cli.js";

const cwd = createProject({
  ...twoSteps,
  "flows/slow.flow.yaml": "entry: only\nnodes:\n  only: { callable: ./slow.ts#slow }\n",
  "flows/slow.ts": "export const slow = () => new Promise((resolve) => setTimeout(resolve, 60_000));\n",
  "flows/loud.flow.yaml": "entry: only\nnodes:\n  only: { callable: ./loud.ts#loud }\n",
  "flows/loud.ts": 'export function loud() { setInterval(() => {}, 1000); return "x".repeat(500_000); }\n',
});

test("the version and the help come from the process", async () => {
  expect(await resultOf(spawnCli(["--version"], cwd))).toMatchObject({
    status: 0,
    out: `${packageVersion()}\n`,
    error: "",
  });
  expect(await resultOf(spawnCli(["biuld"], cwd))).toMatchObject({ status: 2, out: "" });
});

test("a reader that goes away ends it quietly", async () => {
  const child = spawnCli(["run", "flows/loud.flow.yaml"], cwd);
  child.stdout?.destroy();
  const { status, error } = await resultOf(child);
  expect({ status, error }).toEqual({ status: 0, error: "start    only\nsuccess  only\n" });
});

test("a large context arrives whole, though a callable left a timer behind", async () => {
  const { status, out } = await resultOf(spawnCli(["run", "flows/loud.flow.yaml"], cwd));
  expect(status).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ payloads: { only: "x".repeat(500_000) } });
});

test("Ctrl-C aborts a run, whose status is 130, and leaves its context", async () => {
  const child = spawnCli(["run", "flows/slow.flow.yaml"], cwd);
  const result = resultOf(child);
  if (child.stderr) await once(child.stderr, "data");
  child.kill("SIGINT");
  const { status, out, error } = await result;
  expect({ status, error }).toEqual({ status: 130, error: "start    only\ninterrupted\n" });
  expect(JSON.parse(out)).toMatchObject({ steps: [{ node_id: "only", status: "start" }] });
});
