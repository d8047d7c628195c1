import { setTimeout as after } from "node:timers/promises";
import { expect, test } from "vitest";
import { twoSteps } from "../cli/run-cli.js";
import { createWatchedProject, startWatching } from "./start-watching.js";

test("check --watch finds what changes in flows and in types, and reports it only if it is new", async () => {
  const { cwd, write } = createWatchedProject(twoSteps);
  const { child, result, hear, silence } = startWatching(cwd, "check");
  expect(await hear("watching for changes")).toMatch(/^nothing found in 1 flow \(\d+\.\d s\)\nwatching for changes/u);

  const ops = twoSteps["flows/ops.ts"];
  write("flows/ops.ts", ops.replace("payload: { value: number }", "payload: { value: string }"));
  expect(await hear("watching for changes")).toContain("error[types/");

  write("flows/ops.ts", `${ops}\n`);
  expect(await hear("watching for changes")).toContain("nothing found in 1 flow");

  // The same findings again: the round for this change prints nothing. If it is late, it becomes part of the next one.
  write("flows/ops.ts", `${ops}\n\n`);
  await after(2_000);
  expect(silence()).toBe("");
  write("flows/two.flow.yaml", twoSteps["flows/two.flow.yaml"].replace("first >> second", "first >> secnod"));
  expect(await hear("watching for changes")).toContain("error[edge/unknown-node]");
  expect(silence()).toBe("");

  child.kill("SIGINT");
  expect((await result).status).toBe(0);
});
