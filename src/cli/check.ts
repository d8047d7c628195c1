import { exitStatus, type ExitStatus } from "../base/exit-status.js";
import { interruptible } from "../base/interruptible.js";
import { isError } from "../base/is-error.js";
import { createProgress } from "../base/progress.js";
import type { Terminal } from "../base/terminal.js";
import type { Outcome } from "../base/usage-error.js";
import { visibleText } from "../base/visible-text.js";
import { checkProjects, type CheckedProjects } from "../check/check.js";
import type { Checker, CheckOptions } from "../check/check-options.js";
import type { FindingsReport } from "../project/findings-report.js";
import { findTargets } from "../project/find-targets.js";
import { timedSummary } from "../report/summary.js";
import type { GlobalOptions } from "./global-options.js";
import { printUsageErrors } from "./print-usage-errors.js";

export interface CheckCommandOptions extends CheckOptions, GlobalOptions {
  /** Prints the environment variables that flows read, instead of findings. */
  readonly env?: boolean;
}

/** `flowc check [paths…]`: prints what `checkProjects` finds. */
export async function check(
  paths: readonly string[],
  options: CheckCommandOptions,
  terminal: Terminal,
): Promise<ExitStatus> {
  return interruptible(terminal, async () => {
    const started = terminal.now?.();
    const targets = await findTargets(paths, options, terminal);
    if (!targets.ok) return printUsageErrors(targets.errors, terminal);
    if (options.env === true) {
      const { listEnvironment } = await import("./list-environment.js");
      return listEnvironment(targets.value, { format: options.format, terminal });
    }
    const checked = await checkProjects(targets.value, options, createChecker(options, terminal));
    if (!checked.ok) return printUsageErrors(checked.errors, terminal);
    const { report } = checked.value;
    await printReport(report, options.format, { terminal, started });
    return report.diagnostics.some(isError) ? exitStatus.findings : exitStatus.fine;
  });
}

/** Prints the findings. What shows them is loaded only if there are any, or if the reader is a program. */
async function printReport(
  report: FindingsReport,
  format: GlobalOptions["format"],
  { terminal, started }: { readonly terminal: Terminal; readonly started: number | undefined },
): Promise<void> {
  if (format === "pretty" && report.diagnostics.length === 0 && report.needs === undefined) {
    const now = started === undefined ? undefined : terminal.now?.();
    const took = now === undefined || started === undefined ? undefined : now - started;
    return terminal.error(`${timedSummary(report, took)}\n`);
  }
  const { printFindings } = await import("./print-findings.js");
  printFindings(report, format, terminal, started);
}

/** Runs one check of `--watch`. */
export async function checkOnce(
  paths: readonly string[],
  options: CheckCommandOptions,
  terminal: Terminal,
): Promise<Outcome<CheckedProjects>> {
  const targets = await findTargets(paths, options, terminal);
  return targets.ok ? checkProjects(targets.value, options, createChecker(options, terminal)) : targets;
}

/** Creates a checker that shows its progress and its fixes in the terminal. */
function createChecker({ format }: GlobalOptions, terminal: Terminal): Checker {
  return {
    cwd: terminal.cwd,
    progress: createProgress(terminal, format === "pretty"),
    onFixed: (file, { fix, span }) => {
      terminal.error(`${visibleText(`fixed ${file}:${span.start.line}: ${fix?.title ?? ""}`)}\n`);
    },
  };
}
