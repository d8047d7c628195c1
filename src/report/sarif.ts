import type { Code } from "../../compiler/diagnostics/catalogue.js";
import type { Diagnostic, Fix } from "../../compiler/diagnostics/diagnostic.js";
import type { Span } from "../../compiler/diagnostics/span.js";
import { isOutOfDate, type FindingsReport, type ModuleReport } from "../project/findings-report.js";
import { visibleLines } from "../base/visible-text.js";

export interface SarifOptions {
  /** Version of flowc. */
  readonly version: string;
  /** The page of a code in Markdown, if there is one. */
  pageOf(code: Code): string | undefined;
}

/** Renders a SARIF 2.1.0 log (OASIS) with one run. Ends in a line break. */
export function renderSarif(report: FindingsReport, options: SarifOptions): string {
  const codes = [...new Set(report.diagnostics.map((diagnostic) => diagnostic.code))];
  const run = {
    tool: {
      driver: {
        name: "flowc",
        semanticVersion: options.version,
        rules: codes.map((code) => rule(code, report.diagnostics, options)),
      },
    },
    columnKind: "utf16CodeUnits",
    invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications(report.modules ?? []) }],
    results: report.diagnostics.map((diagnostic) => result(diagnostic, codes.indexOf(diagnostic.code))),
  };
  const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  return `${visibleLines(JSON.stringify(log, undefined, 2))}\n`;
}

function rule(code: Code, diagnostics: readonly Diagnostic[], options: SarifOptions): object {
  const page = options.pageOf(code);
  const level = diagnostics.find((diagnostic) => diagnostic.code === code)?.severity ?? "error";
  return {
    id: code,
    defaultConfiguration: { level },
    ...(page === undefined ? {} : { help: { text: page, markdown: page } }),
  };
}

function result(diagnostic: Diagnostic, ruleIndex: number): object {
  const { code, severity, message, help, span, related, fix } = diagnostic;
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: help === undefined ? message : `${message}\n${help}` },
    locations: [location(span)],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((place, id) => ({
            id,
            ...location(place.span),
            message: { text: place.message },
          })),
        }),
    ...(fix === undefined ? {} : { fixes: [sarifFix(fix)] }),
  };
}

function sarifFix(fix: Fix): object {
  const files = [...new Set(fix.edits.map((edit) => edit.span.file))];
  return {
    description: { text: fix.title },
    artifactChanges: files.map((file) => ({
      artifactLocation: artifact(file),
      replacements: fix.edits
        .filter((edit) => edit.span.file === file)
        .map((edit) => ({ deletedRegion: region(edit.span), insertedContent: { text: edit.text } })),
    })),
  };
}

function notifications(modules: readonly ModuleReport[]): object[] {
  return modules.filter(isOutOfDate).map(({ path, status }) => ({
    level: "error",
    message: { text: `${path} is ${status}: run \`flowc build\`` },
    locations: [{ physicalLocation: { artifactLocation: artifact(path) } }],
  }));
}

function location(span: Span): { readonly physicalLocation: object } {
  return { physicalLocation: { artifactLocation: artifact(span.file), region: region(span) } };
}

/** The end column in SARIF is after the last character, as in our spans. */
function region({ start, end }: Span): object {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** The location of a file: relative to the root for files of the project, otherwise the absolute path. */
function artifact(file: string): object {
  // A lone surrogate has no encoding in UTF-8, so it cannot be in a URI.
  const uri = file
    .replace(/\p{Cs}/gu, "\ufffd")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
  return file.startsWith("/") ? { uri: `file://${uri}` } : { uri, uriBaseId: "%SRCROOT%" };
}
