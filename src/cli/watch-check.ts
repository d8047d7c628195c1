import type { FindingsReport } from "../project/findings-report.js";
import type { Outcome } from "../base/usage-error.js";
import type { CheckedProjects } from "../check/check.js";
import { checkOnce, type CheckCommandOptions } from "./check.js";
import type { ExitStatus } from "../base/exit-status.js";
import type { WarmFiles } from "../check/types/warm-files.js";
import { printFindings } from "./print-findings.js";
import { printUsageErrors } from "./print-usage-errors.js";
import type { Terminal } from "../base/terminal.js";
import { watchRounds } from "./watch-rounds.js";

/**
 * `flowc check --watch`: checks once, and again whenever a relevant file changes. Prints findings only if they changed.
 */
export async function watchCheck(
  paths: readonly string[],
  options: CheckCommandOptions,
  terminal: Terminal,
): Promise<ExitStatus> {
  const warmFiles: WarmFiles = new Map();
  let told: string | undefined;
  return watchRounds(options, terminal, async () => {
    const started = terminal.now?.();
    const checked = await checkOnce(paths, { ...options, warmFiles }, terminal);
    return {
      notes: undefined,
      written: [],
      read: checked.ok ? checked.value.read : [],
      print: () => {
        const findings = JSON.stringify(checked.ok ? seen(checked.value.report) : checked.errors);
        if (findings !== told) printChecked(checked, { options, terminal, started });
        told = findings;
        return Promise.resolve();
      },
    };
  });
}

function seen({ diagnostics, needs }: FindingsReport): object {
  return { diagnostics, needs };
}

interface Printing {
  readonly options: CheckCommandOptions;
  readonly terminal: Terminal;
  readonly started: number | undefined;
}

function printChecked(checked: Outcome<CheckedProjects>, { options, terminal, started }: Printing): void {
  if (checked.ok) printFindings(checked.value.report, options.format, terminal, started);
  else printUsageErrors(checked.errors, terminal);
  terminal.error("watching for changes; stop with Ctrl-C\n");
}
