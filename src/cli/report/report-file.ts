import path from "node:path";
import { reportStart } from "../../../trace/report/report-page.js";
import { checkOwnFile, type OwnFile, replaceOwnFile } from "../../host/replace-own-file.js";
import type { Terminal } from "../../base/terminal.js";
import type { Outcome } from "../../base/usage-error.js";

const ownReport: OwnFile = {
  isOurs: (content) => content.subarray(0, 100).toString("utf8").replaceAll("\r\n", "\n").startsWith(reportStart),
  notOurs: "it is no report that flowc wrote",
};

/** Whether a report can be written to a file, so that a run does not happen for nothing. */
export function checkReport(name: string, { cwd }: Terminal): Outcome<undefined> {
  return checkOwnFile({ name, file: path.resolve(cwd, name) }, ownReport);
}

/** Writes a report to a file, relative to the working directory. Replaces only an empty file or an earlier report. */
export function writeReport(name: string, content: string, { cwd }: Terminal): Outcome<"written" | "unchanged"> {
  return replaceOwnFile({ name, file: path.resolve(cwd, name), content }, ownReport);
}
