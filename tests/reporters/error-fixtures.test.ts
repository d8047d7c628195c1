import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { planFlow } from "../../compiler/plan-flow.js";
import { createNodeHost } from "../../src/host/node-host.js";
import { createFindingsReport } from "../../src/reporters/findings-report.js";
import { renderPretty } from "../../src/reporters/pretty.js";

const suite = path.resolve(import.meta.dirname, "../../fixtures/errors");
const folders = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

const cases = folders(suite).flatMap((area) => folders(path.join(suite, area)).map((slug) => `${area}/${slug}`));

/** What flowc says of the flows in a folder, as it is printed without colour. */
function messagesOf(folder: string): string {
  const host = createNodeHost({ projectDir: folder });
  const flows = readdirSync(folder)
    .filter((name) => /\.flow\.(yaml|yml|json)$/u.test(name))
    .map((name) => ({ path: name, text: readFileSync(path.join(folder, name), "utf8") }));
  const diagnostics = flows.flatMap((flow) => planFlow(flow, host).diagnostics);
  return renderPretty(createFindingsReport(diagnostics, flows), { color: false, width: 100 });
}

test.each(cases)("fixtures/errors/%s prints expected.txt (UPDATE=1 writes it)", (name) => {
  const folder = path.join(suite, name);
  const file = path.join(folder, "expected.txt");
  const messages = messagesOf(folder);
  if (process.env["UPDATE"] === "1") writeFileSync(file, messages);
  expect(messages).toContain(`[${name}]`);
  expect(existsSync(file), `${name}/expected.txt exists`).toBe(true);
  expect(messages).toBe(readFileSync(file, "utf8"));
});
