import type { FindingsReport } from "../project/findings-report.js";
import { renderFindings, type Format } from "../report/render-findings.js";
import type { Terminal } from "../base/terminal.js";

/**
 * Prints findings: to stderr for people, to stdout for programs.
 *
 * @param started when the command started, by the terminal's clock; the summary for people then says how long it took
 */
export function printFindings(report: FindingsReport, format: Format, terminal: Terminal, started?: number): void {
  if (format === "pretty") printPretty(report, terminal, started);
  else terminal.out(renderFindings(report, format, { color: false, width: terminal.width }));
}

/** Prints findings to stderr in every format, because stdout is for other data. */
export function printFindingsAside(report: FindingsReport, format: Format, terminal: Terminal): void {
  terminal.error(renderFindings(report, format, { color: terminal.errorColor, width: terminal.width }));
}

function printPretty(report: FindingsReport, terminal: Terminal, started: number | undefined): void {
  const took = started === undefined ? undefined : terminal.now?.();
  const options = { color: terminal.errorColor, width: terminal.width };
  const timed = took === undefined || started === undefined ? options : { ...options, took: took - started };
  terminal.error(renderFindings(report, "pretty", timed));
}
