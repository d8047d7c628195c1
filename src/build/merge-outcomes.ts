import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Span } from "../../compiler/diagnostics/span.js";
import type { BuildOutcome } from "./finish-build.js";
import type { FindingsReport } from "../project/findings-report.js";
import { pathInside } from "../base/path-inside.js";
import { sortDiagnostics } from "../project/sort-diagnostics.js";

/** What was found in a project, and where its paths begin for those of the project that was called. */
export interface ProjectReport {
  readonly prefix: string;
  readonly report: FindingsReport;
}

/** The reports of several projects as one, its paths those of the project that was called. */
export function mergeReports(reports: readonly ProjectReport[]): FindingsReport {
  const [only, ...others] = reports;
  if (only !== undefined && others.length === 0 && only.prefix === "") return only.report;
  return {
    diagnostics: sortDiagnostics(
      reports.flatMap(({ prefix, report }) => report.diagnostics.map((diagnostic) => moved(diagnostic, prefix))),
    ),
    sources: new Map(
      reports.flatMap(({ prefix, report }) =>
        [...report.sources].map(([file, text]) => [pathInside(prefix, file), text]),
      ),
    ),
    flows: reports.reduce((sum, { report }) => sum + report.flows, 0),
  };
}

/**
 * Builds of several projects as one.
 *
 * @param toAbsolute of the project that was called
 */
export function mergeBuilds(
  builds: readonly { readonly prefix: string; readonly outcome: BuildOutcome }[],
  toAbsolute: BuildOutcome["toAbsolute"],
): BuildOutcome {
  return {
    report: mergeReports(builds.map(({ prefix, outcome }) => ({ prefix, report: outcome.report }))),
    changes: builds.flatMap(({ prefix, outcome }) =>
      outcome.changes.map((change) => ({ ...change, path: pathInside(prefix, change.path) })),
    ),
    diff: builds.map(({ prefix, outcome }) => movedDiff(outcome.diff, prefix)).join(""),
    hasErrors: builds.some(({ outcome }) => outcome.hasErrors),
    broken: builds.flatMap(({ prefix, outcome }) =>
      outcome.broken.map(({ flow, outputs }) => ({
        flow: pathInside(prefix, flow),
        outputs: outputs.map((output) => pathInside(prefix, output)),
      })),
    ),
    toAbsolute,
    notes: () => builds.flatMap(({ outcome }) => outcome.notes()),
  };
}

function moved(diagnostic: Diagnostic, prefix: string): Diagnostic {
  if (prefix === "") return diagnostic;
  const spanOf = (span: Span): Span => ({ ...span, file: pathInside(prefix, span.file) });
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

/** A unified diff whose files are those of the project that was called. */
function movedDiff(diff: string, prefix: string): string {
  if (prefix === "") return diff;
  return diff.replace(
    /^--- (a\/)?(.*)\n\+\+\+ (b\/)?(.*)(?=\n@@ )/gmu,
    (_, a: string | undefined, before: string, b: string | undefined, after: string) =>
      `--- ${a === undefined ? before : `a/${pathInside(prefix, before)}`}\n` +
      `+++ ${b === undefined ? after : `b/${pathInside(prefix, after)}`}`,
  );
}
