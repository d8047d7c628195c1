import type { FindingsReport } from "../project/findings-report.js";
import { renderFindings, type Format } from "../report/render-findings.js";
import type { Terminal } from "../base/terminal.js";

/** Prints findings: for people to stderr, for programs, whose data they are, to stdout. */
export function printFindings(report: FindingsReport, format: Format, terminal: Terminal): void {
  if (format === "pretty") printFindingsAside(report, format, terminal);
  else terminal.out(renderFindings(report, format, { color: false, width: terminal.width }));
}

/** Prints findings to stderr in every format: stdout holds other data. */
export function printFindingsAside(report: FindingsReport, format: Format, terminal: Terminal): void {
  terminal.error(renderFindings(report, format, { color: terminal.errorColor, width: terminal.width }));
}
