import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../cli/run-cli.js";

const root = path.resolve(import.meta.dirname, "../..");
const readme = path.join(root, "README.md");

/** The block after the comment that names its command. */
const block = /(?<=<!-- output of: flowc check fixtures\/faulty -->\n\n```text\n)[^]*?(?=```)/u;

test("the output that the README shows is what flowc prints", async () => {
  const { status, error } = await runCli(["check", "fixtures/faulty"], { cwd: root });
  expect(status).toBe(1);
  const text = readFileSync(readme, "utf8");
  if (process.env["UPDATE"] === "1")
    writeFileSync(
      readme,
      text.replace(block, () => error),
    );
  expect(block.exec(readFileSync(readme, "utf8"))?.[0]).toBe(error);
});

test("the excerpt of a module that the README shows is in the module", () => {
  const excerpt = / {2}\{\n {4}id: "merge"[^]*?(?=```)/u.exec(readFileSync(readme, "utf8"))?.[0];
  const module = path.join(root, "fixtures/examples/parallel-enrichment/parallel-enrichment.flow.ts");
  expect(readFileSync(module, "utf8")).toContain(excerpt);
});
