import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { createReport } from "../../compiler/diagnostics/report.js";
import { documentOf } from "../../compiler/load/document-of.js";
import { compileFlow } from "../../compiler/compile.js";
import { planDocument, planFlow } from "../../compiler/plan-flow.js";
import { flowsWith } from "../../src/host/flow-finder.js";
import { createNodeHost } from "../../src/host/node-host.js";
import { createFindingsReport } from "../../src/project/findings-report.js";
import { renderPretty } from "../../src/report/pretty.js";
import { checkWiring } from "../../src/check/types/check-wiring.js";
import { warmFiles } from "../types/check-cases.js";

/**
 * Each folder is a case. It has flow files, used in the order of their names; or a `flow.ts` whose default export is
 * what a program passes to `fromConfig`; or a `text.ts` whose default export is the text of a flow that is not worth
 * storing. Dotted callables are those of the suite's own `ops.ts`, or of the case's own, whose types are the subject of
 * `types/…`. A `flowc.config.json` may list `env`. The flows of a folder with a
 * `without-modules.json` have no modules.
 */
const suite = path.resolve(import.meta.dirname, "../../fixtures/errors");
const roots = ["../.."];

const folders = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

const cases = folders(suite).flatMap((area) => folders(path.join(suite, area)).map((slug) => `${area}/${slug}`));

interface Source {
  readonly path: string;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** What flowc prints about the flows in a folder, without color. */
async function messagesOf(folder: string): Promise<string> {
  const sources = await Promise.all(
    readdirSync(folder)
      .sort()
      .flatMap((name) => planFile(folder, name) ?? []),
  );
  const diagnostics = sources.flatMap((source) => source.diagnostics);
  return renderPretty(createFindingsReport(diagnostics, sources), { color: false, width: 100 });
}

function planFile(folder: string, name: string): Promise<Source> | undefined {
  if (/\.flow\.(yaml|yml|json)$/u.test(name))
    return planText(folder, name, readFileSync(path.join(folder, name), "utf8"));
  if (name === "text.ts") {
    return defaultOf(folder, name).then((text) => planText(folder, "case.flow.yaml", String(text)));
  }
  return name === "flow.ts" ? defaultOf(folder, name).then((value) => planValue(folder, value)) : undefined;
}

function planText(folder: string, name: string, text: string): Promise<Source> {
  const source = { path: name, text };
  const hasModule = (flow: string): boolean =>
    !existsSync(path.join(folder, path.dirname(flow), "without-modules.json"));
  const host = createNodeHost({ projectDir: folder, flows: { ...flowsWith({ roots }), hasModule } });
  const { diagnostics } = planFlow(source, host, { roots, env: envOf(folder) });
  if (path.basename(path.dirname(folder)) !== "types") return Promise.resolve({ ...source, diagnostics });
  const { plan, module, ast, read } = compileFlow(source, host, { roots });
  if (plan === undefined || module === undefined) return Promise.resolve({ ...source, diagnostics });
  const found = checkWiring([{ source, plan, module, diagnostics, ast, read }], {
    paths: host.paths,
    projectDir: folder,
    runtime: "@flowc/runtime",
    warmFiles,
    host,
    planOptions: { roots },
  });
  return Promise.resolve({ ...source, diagnostics: found.flatMap((one) => one.diagnostics) });
}

function planValue(folder: string, value: unknown): Source {
  const report = createReport();
  const file = "fromConfig(…)";
  const { document, text } = documentOf(value, file, report);
  const host = createNodeHost({ projectDir: folder });
  const { diagnostics } = planDocument(document, { file, host, report, roots });
  return { path: file, text, diagnostics };
}

async function defaultOf(folder: string, name: string): Promise<unknown> {
  const module = (await import(path.join(folder, name))) as { readonly default: unknown };
  return module.default;
}

function envOf(folder: string): readonly string[] | undefined {
  const file = path.join(folder, "flowc.config.json");
  if (!existsSync(file)) return undefined;
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly env?: readonly string[] }).env;
}

test.each(cases)("fixtures/errors/%s prints expected.txt (UPDATE=1 writes it)", async (name) => {
  const folder = path.join(suite, name);
  const file = path.join(folder, "expected.txt");
  const messages = await messagesOf(folder);
  if (process.env["UPDATE"] === "1") writeFileSync(file, messages);
  expect(messages).toContain(`[${name}]`);
  expect(existsSync(file), `${name}/expected.txt exists`).toBe(true);
  expect(messages).toBe(readFileSync(file, "utf8"));
});
