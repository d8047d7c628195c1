import path from "node:path";
import { reportStart } from "../../../trace/report/report-page.js";
import { type OwnFile, replaceOwnFile, tryOwnFile } from "../../host/replace-own-file.js";
import { refusedName } from "../../host/refused-name.js";
import type { Terminal } from "../../base/terminal.js";
import type { Outcome } from "../../base/usage-error.js";

const ownReport: Omit<OwnFile, "option"> = {
  isOurs: (content) => content.subarray(0, 100).toString("utf8").replaceAll("\r\n", "\n").startsWith(reportStart),
  notOurs: "it is no report that flowc wrote",
};

/** The name of a report in messages. */
const example = "run.html";

/** Whether the file of `--report` can be written, which is tried before the run. */
export function tryReport(name: string, { cwd }: Terminal): Outcome<undefined> {
  const file = path.resolve(cwd, name);
  const refused = refusedName({ name, file, option: "--report", example });
  return refused.ok ? tryOwnFile({ name, file }, { ...ownReport, option: "--report" }) : refused;
}

export interface ReportFile {
  /** As the user names it. */
  readonly name: string;
  readonly content: string;
  /** The option that names it. */
  readonly option: "--out" | "--report";
}

/** Writes a report to a file, relative to the working directory. Replaces only an empty file or an earlier report. */
export function writeReport(
  { name, content, option }: ReportFile,
  { cwd }: Terminal,
): Outcome<"written" | "unchanged"> {
  const file = path.resolve(cwd, name);
  const refused = refusedName({ name, file, option, example });
  return refused.ok ? replaceOwnFile({ name, file, content }, { ...ownReport, option }) : refused;
}
