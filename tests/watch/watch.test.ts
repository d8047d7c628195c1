import { existsSync, renameSync, rmSync } from "node:fs";
import { expect, test } from "vitest";
import { twoSteps } from "../cli/run-cli.js";
import { createWatchedProject, startWatching } from "./start-watching.js";

const flow = twoSteps["flows/two.flow.yaml"];

test("builds what changed, and reports what broke and what is fixed", { timeout: 120_000 }, async () => {
  const { cwd, at, write, read } = createWatchedProject(twoSteps);
  const module = (): string => read("flows/two.flow.ts");
  const { child, result, hear, silence } = startWatching(cwd);
  expect(await hear("watching for changes")).toBe(
    "written flows/two.flow.ts\nwatching for changes; stop with Ctrl-C\n",
  );

  write("flows/two.flow.yaml", `description: Changed.\n${flow}`);
  await hear("written flows/two.flow.ts\n");
  const good = module();
  expect(good).toContain("Changed.");

  // A flow that breaks keeps its module, however often it is saved.
  write("flows/two.flow.yaml", "entry: nothing\n");
  await hear("error[flow/no-nodes]", "kept flows/two.flow.ts as it was: flows/two.flow.yaml has errors\n");
  expect(module()).toBe(good);
  write("flows/two.flow.yaml", `description: Mended.\n${flow}`);
  await hear("written flows/two.flow.ts\n", "fixed flows/two.flow.yaml\n", "no findings\n");

  // Changes in what a flow calls: an export, a module.
  write("flows/ops.ts", twoSteps["flows/ops.ts"].replace("second", "third"));
  await hear("error[callable/missing-export]", "kept flows/two.flow.ts");
  rmSync(at("flows/ops.ts"));
  await hear("error[callable/missing-module]");
  write("flows/ops.ts", twoSteps["flows/ops.ts"]);
  expect(await hear("fixed flows/two.flow.yaml\n", "no findings\n")).not.toContain("written");

  // Flows are added, moved and removed.
  write("flows/new/one.flow.yaml", flow.replaceAll("./ops.ts", "../ops.ts"));
  await hear("written flows/new/one.flow.ts\n");
  renameSync(at("flows/new/one.flow.yaml"), at("flows/new/other.flow.yaml"));
  await hear("written flows/new/other.flow.ts\n", "removed flows/new/one.flow.ts\n");
  rmSync(at("flows/new/other.flow.yaml"));
  await hear("removed flows/new/other.flow.ts\n");

  // Configurations change.
  write("tsconfig.json", '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler" } }');
  await hear("written flows/two.flow.ts\n");
  expect(module()).toContain('from "./ops"');
  write("flowc.config.json", '{ "importExtension": "tss" }');
  await hear("error: ", "flowc.config.json:1:");
  write("flowc.config.json", '{ "importExtension": "ts", "outDir": "gen" }');
  await hear("written gen/flows/two.flow.ts\n", "removed flows/two.flow.ts\n");

  // A deleted module is written again. flowc's own output does not count as a change.
  rmSync(at("gen/flows/two.flow.ts"));
  await hear("written gen/flows/two.flow.ts\n");
  write("gen/unrelated.ts", "");
  write("flows/two.flow.yaml", `description: Last.\n${flow}`);
  expect(await hear("written gen/flows/two.flow.ts\n")).toBe("written gen/flows/two.flow.ts\n");
  expect(silence()).toBe("");

  child.kill("SIGTERM");
  expect((await result).status).toBe(0);
  expect(existsSync(at("gen/flows/two.flow.ts"))).toBe(true);
});

test("callables in folders that are not searched for flows are watched", { timeout: 60_000 }, async () => {
  const { cwd, write } = createWatchedProject({
    "flows/two.flow.yaml": flow.replaceAll("./ops.ts", "../.lib/ops.ts"),
    ".lib/ops.ts": twoSteps["flows/ops.ts"],
  });
  const { child, result, hear } = startWatching(cwd);
  await hear("written flows/two.flow.ts\n", "watching for changes");
  write(".lib/ops.ts", twoSteps["flows/ops.ts"].replace("second", "third"));
  await hear("error[callable/missing-export]");
  write(".lib/ops.ts", twoSteps["flows/ops.ts"]);
  await hear("fixed flows/two.flow.yaml\n");
  child.kill("SIGTERM");
  expect((await result).status).toBe(0);
});

test("its own output starts no build", { timeout: 60_000 }, async () => {
  const { cwd, write } = createWatchedProject({
    ...Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`flows/f${index}.flow.yaml`, flow])),
    "flows/ops.ts": twoSteps["flows/ops.ts"],
  });
  const { child, result, hear } = startWatching(cwd, "--verbose");
  await hear("watching for changes");
  write("flows/f7.flow.yaml", `description: Changed.\n${flow}`);
  await hear("written flows/f7.flow.ts\n");
  write("flows/f8.flow.yaml", `description: Changed.\n${flow}`);
  await hear("written flows/f8.flow.ts\n");
  child.kill("SIGINT");
  const { status, error } = await result;
  expect(status).toBe(0);
  // Each build first prints which project it builds.
  expect(error.match(/^project /gmu)).toHaveLength(3);
});
