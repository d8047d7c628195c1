import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { createProject } from "../cli/run-cli.js";
import { startDevForTest, type Dev } from "./start-dev.js";

const ops = (type: string): string => `export const load = (): { id: number } => ({ id: 1 });
export const show = (order: { ${type} }): string => String(order);
`;

const files = {
  "flows/order.flow.yaml": `entry: load
nodes:
  load: { callable: ./ops.ts#load }
  show: { callable: ./ops.ts#show }
edges: [load >> show]
`,
  "flows/ops.ts": ops("name: string"),
  "tsconfig.json": '{ "compilerOptions": { "strict": true, "module": "nodenext", "target": "es2022" } }',
};

/** The page of the only flow, once it has or has not this text. */
async function pageWith(dev: Dev, text: string): Promise<string> {
  const [, address = ""] = /<a href="(\/flow\/[0-9a-f]{16})">/u.exec((await dev.ask("/")).text) ?? [];
  return vi.waitFor(
    async () => {
      const page = await dev.ask(address);
      expect(page.text).toContain(text);
      return page.text;
    },
    { timeout: 60_000, interval: 100 },
  );
}

test("what does not fit the types is shown once it is known, and follows changes", async () => {
  const cwd = createProject(files);
  const dev = await startDevForTest(cwd);
  const first = await pageWith(dev, "Types are being checked.");
  expect(first).toContain("Nothing found.");

  const found = await pageWith(dev, "types/payload");
  expect(found).toContain("`show` takes `{ name: string }`");
  expect(found).not.toContain("Types are being checked.");
  expect((await dev.ask("/")).text).toContain("1 error");

  const changed = dev.until("changed", () => true);
  writeFileSync(path.join(cwd, "flows/ops.ts"), ops("id: number"));
  await changed;
  expect(await pageWith(dev, "Nothing found.")).not.toContain("types/payload");
}, 150_000);

test("types that cannot be checked do not keep the pages from being shown", async () => {
  const dev = await startDevForTest(createProject({ ...files, "tsconfig.json": "{ not json" }));
  const page = await pageWith(dev, "order.flow.yaml");
  expect(page).toContain('data-node="load"');
  dev.child.kill("SIGINT");
  expect(await dev.result).toMatchObject({ status: 0 });
}, 60_000);
