import { compileProject } from "./compile-project.js";
import { exitStatus, type ExitStatus } from "./exit-status.js";
import type { GlobalOptions } from "./global-options.js";
import { loadProject } from "./load-project.js";
import { printFindings } from "./print-findings.js";
import { printUsageErrors } from "./print-usage-errors.js";
import type { Terminal } from "./terminal.js";

/** `flowc check [paths…]`: reports what `build` would, and writes nothing. */
export async function check(paths: readonly string[], options: GlobalOptions, terminal: Terminal): Promise<ExitStatus> {
  const project = await loadProject(options, terminal);
  if (!project.ok) return printUsageErrors(project.errors, terminal);
  const compiled = await compileProject(project.value, { paths, cwd: terminal.cwd });
  if (!compiled.ok) return printUsageErrors(compiled.errors, terminal);
  printFindings(compiled.value.report, options.format, terminal);
  return compiled.value.hasErrors ? exitStatus.findings : exitStatus.fine;
}
