import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { catalogue, type Code } from "../../compiler/diagnostics/catalogue.js";
import type { CompilerHost } from "../../compiler/host.js";
import { planFlow } from "../../compiler/plan-flow.js";
import { allCodes, summaryOf } from "../../src/report/pages.js";
import { anchorsOf } from "./anchors-of.js";
import { hostOfWrongBlock, permissiveHost } from "./page-host.js";
import { parsePage, type Page } from "./parse-page.js";

/**
 * Mistakes that only a program can make (`fromConfig`, `fromDsl`): the examples are TypeScript, and not compiled here.
 */
const ofPrograms = new Set<string>(["value/not-data"]);

/** Mistakes whose file cannot be shown in a page (it is too large, or not text): the example only describes it. */
const described = new Set<string>(["analysis/too-complex", "yaml/too-large", "yaml/not-text"]);

/**
 * Mistakes that only the user's types show, which a page does not have: `fixtures/errors/types` has these flows with
 * types.
 */
const isOfTypes = (code: string): boolean => code.startsWith("types/");

const root = new URL("../../docs/", import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), "utf8");

interface World {
  readonly host: CompilerHost;
  /** `env` in the configuration. */
  readonly env: readonly string[] | undefined;
}

function findings(text: string, language: string, { host, env }: World): string[] {
  const path = language === "json" ? "page.flow.json" : "page.flow.yaml";
  const { diagnostics } = planFlow({ path, text }, host, { env });
  return diagnostics.map(({ code, severity }) => `${severity} ${code}`);
}

describe.each(allCodes())("the page of %s", (code: Code) => {
  const file = `errors/${code}.md`;

  test("has the form of all pages", () => {
    const page = pageOf(file);
    expect(page.title).toBe(code);
    expect(page.severity).toBe(catalogue[code].severity);
    expect(page.language === "ts").toBe(ofPrograms.has(code));
    expect(summaryOf(read(file))).toBeDefined();
    expect(anchorsOf(read("language.md"))).toContain(page.anchor);
  });

  if (ofPrograms.has(code)) return;

  if (!described.has(code) && !isOfTypes(code)) {
    test("shows a flow that is wrong in this way only", () => {
      const page = pageOf(file);
      const found = findings(page.wrong, page.language, { host: hostOfWrongBlock(code, page.wrong), env: envOf(code) });
      expect([...new Set(found)]).toEqual([`${page.severity} ${code}`]);
    });
  }

  test("shows a flow that is right", () => {
    const page = pageOf(file);
    expect(findings(page.right, page.language, { host: permissiveHost, env: envOf(code) })).toEqual([]);
  });
});

test("every page has a code", () => {
  const areas = readdirSync(new URL("errors/", root), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const pages = areas.flatMap(({ name }) =>
    readdirSync(new URL(`errors/${name}/`, root)).map((page) => `${name}/${page.replace(/\.md$/u, "")}`),
  );
  expect(pages.filter((page) => !Object.hasOwn(catalogue, page))).toEqual([]);
});

/** The `env` that the page of `env/undeclared` describes for the configuration of its example. */
function envOf(code: Code): readonly string[] | undefined {
  return code === "env/undeclared" ? ["SMTP_HOST"] : undefined;
}

function pageOf(file: string): Page {
  expect(existsSync(new URL(file, root)), `docs/${file} exists`).toBe(true);
  const page = parsePage(read(file));
  if (page === undefined) throw new Error(`docs/${file} is not in the form that tests/docs/parse-page.ts describes`);
  return page;
}
