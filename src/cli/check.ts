import { exitStatus, type ExitStatus } from "../base/exit-status.js";
import { interruptible } from "../base/interruptible.js";
import { isError } from "../base/is-error.js";
import { createProgress } from "../base/progress.js";
import type { Terminal } from "../base/terminal.js";
import type { Outcome } from "../base/usage-error.js";
import { visibleText } from "../base/visible-text.js";
import { checkProjects, type CheckedProjects, type Checker, type CheckOptions } from "../check/check.js";
import { findTargets } from "../project/find-targets.js";
import { readProjectFlows, type ProjectFlows } from "../project/project-flows.js";
import type { GlobalOptions } from "./global-options.js";
import { printFindings } from "./print-findings.js";
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
    const read = await readTargets(paths, options, terminal);
    if (!read.ok) return printUsageErrors(read.errors, terminal);
    if (options.env === true) {
      const { listEnvironment } = await import("./list-environment.js");
      return listEnvironment(read.value, { format: options.format, terminal });
    }
    const checked = await checkProjects(read.value, options, createChecker(options, terminal));
    if (!checked.ok) return printUsageErrors(checked.errors, terminal);
    const { report } = checked.value;
    printFindings(report, options.format, terminal, started);
    return report.diagnostics.some(isError) ? exitStatus.findings : exitStatus.fine;
  });
}

/** Runs one check of `--watch`. */
export async function checkOnce(
  paths: readonly string[],
  options: CheckCommandOptions,
  terminal: Terminal,
): Promise<Outcome<CheckedProjects>> {
  const read = await readTargets(paths, options, terminal);
  return read.ok ? checkProjects(read.value, options, createChecker(options, terminal)) : read;
}

async function readTargets(
  paths: readonly string[],
  options: CheckCommandOptions,
  terminal: Terminal,
): Promise<Outcome<readonly ProjectFlows[]>> {
  const targets = await findTargets(paths, options, terminal);
  return targets.ok ? readProjectFlows(targets.value, terminal.cwd) : targets;
}

/** Creates a checker that shows its progress and its fixes in the terminal. */
function createChecker({ format }: GlobalOptions, terminal: Terminal): Checker {
  return {
    progress: createProgress(terminal, format === "pretty"),
    onFixed: (file, { fix, span }) => {
      terminal.error(`${visibleText(`fixed ${file}:${span.start.line}: ${fix?.title ?? ""}`)}\n`);
    },
  };
}
