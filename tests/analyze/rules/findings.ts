import path from "node:path";
import { expect } from "vitest";
import { resolveFlow } from "../../../compiler/analyze/analyze.js";
import type { Rule } from "../../../compiler/analyze/rule.js";
import { rules } from "../../../compiler/analyze/rules.js";
import type { Diagnostic } from "../../../compiler/diagnostics/diagnostic.js";
import { createReport } from "../../../compiler/diagnostics/report.js";
import { loadDocument } from "../../../compiler/load/load-document.js";
import { parseFlow } from "../../../compiler/parse/parse-flow.js";
import { type FlowSource, planFlow, type PlanOptions } from "../../../compiler/plan-flow.js";
import { permissiveHost } from "../../docs/page-host.js";

/**
 * Returns the findings for a flow in file order: severity, code, line:column, message. In the test of a rule, which is
 * named after the rule's file, only that rule runs. The text may be indented like the test. Its first line is line 1.
 */
export function findings(text: string, options: PlanOptions = {}): string[] {
  const rule = ruleUnderTest();
  return rule === undefined ? allFindings(text, options) : spell(runRule(rule, sourceOf(text), options));
}

/** Same, with all rules. */
export function allFindings(text: string, options: PlanOptions = {}): string[] {
  return spell(planFlow(sourceOf(text), permissiveHost, options).diagnostics);
}

const sourceOf = (text: string): FlowSource => ({ path: "case.flow.yaml", text: dedent(text) });

function spell(diagnostics: readonly Diagnostic[]): string[] {
  return [...diagnostics]
    .sort((one, other) => one.span.start.offset - other.span.start.offset)
    .map(({ severity, code, span, message }) => {
      return `${severity} ${code} ${span.start.line}:${span.start.column} ${message}`;
    });
}

/** For `context-dead-write.test.ts`, or a file in the folder `context-dead-write`, this is `contextDeadWrite`. */
function ruleUnderTest(): Rule | undefined {
  const file = expect.getState().testPath ?? "";
  const names = [path.basename(file, ".test.ts"), path.basename(path.dirname(file))].map((name) =>
    name.replaceAll(/-(\w)/gu, (_, letter: string) => letter.toUpperCase()),
  );
  return rules.find((rule) => names.includes(rule.name));
}

function runRule(rule: Rule, source: FlowSource, options: PlanOptions): readonly Diagnostic[] {
  const { roots = [], env, decisions } = options;
  const report = createReport();
  const document = loadDocument(source, report);
  const ast = document && parseFlow(document, source.path, report);
  const given = new Map<string, unknown>();
  const analysis = ast && resolveFlow(ast, { host: permissiveHost, roots, report, given, env, decisions });
  if (analysis !== undefined) rule(analysis);
  return report.diagnostics;
}

/** Removes a text's first line break, and the indentation of its first line. */
function dedent(text: string): string {
  const lines = text.replace(/^\n/u, "").replace(/\n *$/u, "\n").split("\n");
  const indent = /^ */u.exec(lines[0] ?? "")?.[0].length ?? 0;
  return lines.map((line) => line.slice(indent)).join("\n");
}
