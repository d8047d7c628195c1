import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { createProject } from "../cli/run-cli.js";
import { startDevForTest } from "./start-dev.js";

const files = {
  "node_modules/.keep": "",
  "ops.ts": "export const take = (input: number) => input;\n",
  "parts/price.flow.yaml": "name: price\nentry: take\nnodes:\n  take: { callable: ../ops.ts#take }\n",
  "order.flow.yaml": "name: order\nentry: one\nnodes:\n  one: { flow: ./parts/price.flow.yaml }\n",
};

test("a flow leads to the page of a flow that it runs, and hears of changes in it", async () => {
  const cwd = createProject(files);
  const live = await startDevForTest(cwd);
  const list = await live.ask("/");
  const pageOf = (name: string): string =>
    new RegExp(`href="(/flow/[0-9a-f]{16})">${name}<`, "u").exec(list.text)?.[1] ?? "";
  const [parent, child] = [pageOf("order"), pageOf("price")];
  const before = (await live.ask(parent)).text;
  expect(before).toMatch(new RegExp(`<a href="${child}"><g class="node function child ?" data-node="one">`, "u"));
  expect(before).toContain("A click on a node opens its place, or the page of the flow that it runs.");
  expect((await live.ask(child)).text).toContain('data-node="take"');

  const version = /data-version="(\d+)"/u.exec(before)?.[1];
  const changed = live.until("changed", (data: { version: string }) => data.version !== version);
  const file = path.join(cwd, "parts/price.flow.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace("#take", "#takes"));
  await changed;
  const after = (await live.ask(parent)).text;
  expect(after).toContain("the flow `parts/price.flow.yaml` has an error");
  expect(after).toContain(">has errors</text>");
});
