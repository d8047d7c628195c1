import { existsSync, renameSync, rmSync } from "node:fs";
import { expect, test } from "vitest";
import { twoSteps } from "../cli/run-cli.js";
import { createWatchedProject, startWatching } from "./start-watching.js";

const flow = twoSteps["flows/two.flow.yaml"];
const declaration = "flows/two.flow.yaml.d.ts";

test("declarations follow their flows as modules do", { timeout: 120_000 }, async () => {
  const { cwd, at, write, read } = createWatchedProject({
    ...twoSteps,
    "flowc.config.json": `{ "emit": "declarations" }`,
  });
  const { child, result, hear, silence } = startWatching(cwd);
  expect(await hear("watching for changes")).toBe(`written ${declaration}\nwatching for changes; stop with Ctrl-C\n`);

  write("flows/two.flow.yaml", `name: twice\n${flow}`);
  expect(await hear("written")).toBe(`written ${declaration}\n`);
  const good = read(declaration);
  expect(good).toContain("export default twice;");

  // A flow that breaks keeps its declaration, and so does one whose functions are gone.
  write("flows/two.flow.yaml", "entry: nothing\n");
  await hear("error[flow/no-nodes]", `kept ${declaration} as it was: flows/two.flow.yaml has errors\n`);
  expect(read(declaration)).toBe(good);
  write("flows/two.flow.yaml", `name: twice\n${flow}`);
  expect(await hear("fixed flows/two.flow.yaml\n", "no findings\n")).not.toContain("written");
  write("flows/ops.ts", "");
  await hear("error[callable/missing-export]", `kept ${declaration} as it was`);
  write("flows/ops.ts", twoSteps["flows/ops.ts"]);
  await hear("fixed flows/two.flow.yaml\n", "no findings\n");

  // Somebody edits or deletes it.
  write(declaration, `${good}// by hand\n`);
  await hear(`written ${declaration}\n`);
  expect(read(declaration)).toBe(good);
  rmSync(at(declaration));
  await hear(`written ${declaration}\n`);

  // Flows are added, moved and removed. The declarations of JSON flows have other names.
  write("flows/new/one.flow.json", JSON.stringify({ entry: "a", nodes: { a: { callable: "../ops.ts#first" } } }));
  await hear("written flows/new/one.flow.d.json.ts\n");
  renameSync(at("flows/new/one.flow.json"), at("flows/new/other.flow.json"));
  await hear("written flows/new/other.flow.d.json.ts\n", "removed flows/new/one.flow.d.json.ts\n");
  rmSync(at("flows/new/other.flow.json"));
  await hear("removed flows/new/other.flow.d.json.ts\n");

  // If a flow is removed while it is broken, its findings go too.
  write("flows/two.flow.yaml", "entry: nothing\n");
  await hear("error[flow/no-nodes]");
  write("flows/other.flow.yaml", flow);
  rmSync(at("flows/two.flow.yaml"));
  await hear("written flows/other.flow.yaml.d.ts\n", `removed ${declaration}\n`, "no findings\n");

  // The configuration changes what is written.
  write("flowc.config.json", `{ "emit": "both" }`);
  await hear("written flows/other.flow.ts\n");
  write("flows/other.flow.yaml", `name: both\n${flow}`);
  expect(await hear("written flows/other.flow.yaml.d.ts\n")).toBe(
    "written flows/other.flow.ts\nwritten flows/other.flow.yaml.d.ts\n",
  );
  write("flows/other.flow.yaml", "entry: nothing\n");
  await hear("kept flows/other.flow.ts as it was", "kept flows/other.flow.yaml.d.ts as it was");
  write("flows/other.flow.yaml", `name: both\n${flow}`);
  await hear("no findings\n");
  write("flowc.config.json", `{ "emit": "declarations" }`);
  expect(await hear("removed flows/other.flow.ts\n")).not.toContain("d.ts");
  expect(silence()).toBe("");

  child.kill("SIGTERM");
  expect((await result).status).toBe(0);
  expect(existsSync(at("flows/other.flow.yaml.d.ts"))).toBe(true);
});
