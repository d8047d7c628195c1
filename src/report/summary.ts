import { elapsed } from "../base/elapsed.js";
import type { FindingsReport } from "../project/findings-report.js";

/** Counts errors and warnings. */
export function countFindings(report: FindingsReport): { readonly errors: number; readonly warnings: number } {
  const errors = report.diagnostics.filter((diagnostic) => diagnostic.severity === "error").length;
  return { errors, warnings: report.diagnostics.length - errors };
}

/** Formats a count and its noun, such as `1 flow` or `2 flows`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** The last line of a report: `2 errors, 1 warning in 3 flows`. */
export function summarize(report: FindingsReport): string {
  const { errors, warnings } = countFindings(report);
  const parts = [
    ...(errors > 0 ? [plural(errors, "error")] : []),
    ...(warnings > 0 ? [plural(warnings, "warning")] : []),
  ];
  return `${parts.length > 0 ? parts.join(", ") : "nothing found"} in ${plural(report.flows, "flow")}`;
}

/** The summary, with how long the command took if that is known (in milliseconds). */
export function timedSummary(report: FindingsReport, took: number | undefined): string {
  return summarize(report) + (took === undefined ? "" : ` (${elapsed(took)})`);
}
