import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Position, Span } from "../../compiler/diagnostics/span.js";
import type { FindingsReport, FlowNeeds } from "../project/findings-report.js";
import { countFindings } from "./summary.js";
import { visibleLines } from "../base/visible-text.js";

/**
 * A range in JSON. Lines and columns count from 1 (in UTF-16 units), offsets from 0. The end is after the last
 * character.
 */
interface JsonRange {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

/** Renders a report for programs: one JSON document, described in `docs/command-line.md`. Ends in a line break. */
export function renderJson(report: FindingsReport): string {
  const document = {
    version: 1,
    summary: { flows: report.flows, ...countFindings(report) },
    findings: report.diagnostics.map(jsonFinding),
    ...(report.needs === undefined ? {} : { needs: report.needs.flatMap(jsonNeeds) }),
    ...(report.modules === undefined ? {} : { modules: report.modules }),
  };
  return `${visibleLines(JSON.stringify(document, undefined, 2))}\n`;
}

function jsonNeeds({ needs }: FlowNeeds): object[] {
  return needs.map(({ path, node, span }) => ({ path, node, ...range(span) }));
}

function jsonFinding(diagnostic: Diagnostic): object {
  const { code, severity, message, help, span, related, fix } = diagnostic;
  return {
    code,
    severity,
    message,
    ...(help === undefined ? {} : { help }),
    ...range(span),
    related: related.map((place) => ({ message: place.message, ...range(place.span) })),
    ...(fix === undefined
      ? {}
      : { fix: { title: fix.title, edits: fix.edits.map((edit) => ({ ...range(edit.span), text: edit.text })) } }),
  };
}

function range({ file, start, end }: Span): JsonRange {
  return { file, start: position(start), end: position(end) };
}

function position({ line, column, offset }: Position): Position {
  return { line, column, offset };
}
