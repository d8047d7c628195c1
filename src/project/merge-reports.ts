import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Span } from "../../compiler/diagnostics/span.js";
import { pathInside } from "../base/path-inside.js";
import type { FindingsReport } from "./findings-report.js";
import { sortDiagnostics } from "./sort-diagnostics.js";

/** The findings in a project. `prefix` makes its paths relative to the project that flowc was called for. */
export interface ProjectReport {
  readonly prefix: string;
  readonly report: FindingsReport;
}

/** Merges the reports of several projects. All paths become relative to the project that flowc was called for. */
export function mergeReports(reports: readonly ProjectReport[]): FindingsReport {
  const [only, ...others] = reports;
  if (only !== undefined && others.length === 0 && only.prefix === "") return only.report;
  const needs = reports.flatMap(({ prefix, report }) =>
    (report.needs ?? []).map((flow) => ({
      file: pathInside(prefix, flow.file),
      needs: flow.needs.map((one) => ({ ...one, span: spanIn(one.span, prefix) })),
    })),
  );
  return {
    diagnostics: sortDiagnostics(
      reports.flatMap(({ prefix, report }) => report.diagnostics.map((diagnostic) => movedInto(diagnostic, prefix))),
    ),
    sources: new Map(
      reports.flatMap(({ prefix, report }) =>
        [...report.sources].map(([file, text]) => [pathInside(prefix, file), text]),
      ),
    ),
    ...(needs.length > 0 && { needs }),
    flows: reports.reduce((sum, { report }) => sum + report.flows, 0),
  };
}

/** Makes the paths of a finding relative to another project, in which its own one has a path. */
export function movedInto(diagnostic: Diagnostic, prefix: string): Diagnostic {
  if (prefix === "") return diagnostic;
  const spanOf = (span: Span): Span => spanIn(span, prefix);
  return {
    ...diagnostic,
    span: spanOf(diagnostic.span),
    related: diagnostic.related.map((related) => ({ ...related, span: spanOf(related.span) })),
    fix: diagnostic.fix && {
      ...diagnostic.fix,
      edits: diagnostic.fix.edits.map((edit) => ({ ...edit, span: spanOf(edit.span) })),
    },
  };
}

function spanIn(span: Span, prefix: string): Span {
  return prefix === "" ? span : { ...span, file: pathInside(prefix, span.file) };
}
