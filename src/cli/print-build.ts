import { elapsed } from "../base/elapsed.js";
import { plural } from "../report/summary.js";
import type { ModuleStatus } from "../project/findings-report.js";
import type { BuildCommandOptions } from "./build-options.js";
import type { BuildOutcome } from "../build/finish-build.js";
import type { Terminal } from "../base/terminal.js";
import { visibleLines, visibleText } from "../base/visible-text.js";

export interface PrintBuildOptions extends BuildCommandOptions {
  /** When the build started, by the terminal's clock. */
  readonly started?: number | undefined;
}

/** Prints the results of a build: findings, changes of modules, and with `--check` the diff (to stdout). */
export async function printBuild(outcome: BuildOutcome, options: PrintBuildOptions, terminal: Terminal): Promise<void> {
  const report = { ...outcome.report, modules: outcome.changes };
  if (options.format === "pretty" && outcome.differences.length > 0) {
    const { unifiedDiff } = await import("./unified-diff.js");
    terminal.out(visibleLines(outcome.differences.map(unifiedDiff).join("")));
  }
  if (options.format !== "pretty" || report.diagnostics.length > 0) {
    const { printFindings } = await import("./print-findings.js");
    printFindings(report, options.format, terminal);
  }
  if (options.format !== "pretty") return;
  if (report.diagnostics.length > 0) terminal.error("\n");
  terminal.error(describeChanges(outcome, options));
  if (options.started === undefined || terminal.now === undefined) return;
  const verb = options.check === true ? "compared" : "built";
  terminal.error(`${verb} ${plural(report.flows, "flow")} in ${elapsed(terminal.now() - options.started)}\n`);
}

const order: readonly ModuleStatus[] = ["stale", "missing", "orphaned", "written", "removed"];

/** Describes each module that has changed or must change, one per line, followed by a summary. */
function describeChanges({ changes, hasErrors }: BuildOutcome, options: BuildCommandOptions): string {
  const shown = order.flatMap((status) => changes.filter((change) => change.status === status));
  const lines = shown.map(({ path, status }) => `${status} ${path}`);
  const unchanged = changes.length - shown.length;
  if (unchanged > 0) lines.push(`${unchanged} ${unchanged === 1 ? "module" : "modules"} up to date`);
  if (hasErrors) lines.push("flows with errors have no new module");
  if (options.check === true && shown.length > 0) {
    lines.push(`run \`flowc build${options.prune === true ? " --prune" : ""}\` and commit what it writes`);
  }
  return lines.map((line) => `${visibleText(line)}\n`).join("");
}
