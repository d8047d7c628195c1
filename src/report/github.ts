import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { isOutOfDate, type FindingsReport, type ModuleReport } from "../project/findings-report.js";
import { visibleText } from "../base/visible-text.js";

/** Renders workflow commands of GitHub Actions, which show findings in the changed files. One line per finding. */
export function renderGithub(report: FindingsReport): string {
  const lines = [
    ...report.diagnostics.map(annotation),
    ...(report.modules ?? []).filter(isOutOfDate).map(moduleAnnotation),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function annotation(diagnostic: Diagnostic): string {
  const { start, end, file } = diagnostic.span;
  // GitHub accepts columns only for a finding within one line.
  const columns = start.line === end.line ? { col: start.column, endColumn: Math.max(start.column, end.column) } : {};
  const message = [
    visibleText(diagnostic.message),
    ...diagnostic.related.map(({ span, message: label }) =>
      visibleText(`${span.file}:${span.start.line}:${span.start.column}: ${label}`),
    ),
    ...(diagnostic.help === undefined ? [] : [`help: ${visibleText(diagnostic.help)}`]),
  ].join("\n");
  const properties = { file, line: start.line, endLine: end.line, ...columns, title: diagnostic.code };
  return command(diagnostic.severity, properties, message);
}

function moduleAnnotation({ path, status }: ModuleReport): string {
  return command(
    "error",
    { file: path, title: "flowc build --check" },
    visibleText(`${path} is ${status}: run \`flowc build\``),
  );
}

function command(name: string, properties: Readonly<Record<string, string | number>>, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name} ${list.join(",")}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(visibleText(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
