import path from "node:path";
import { layOutText } from "../build/format/lay-out-text.js";
import { createFindingsReport } from "../project/findings-report.js";
import { exitStatus, type ExitStatus } from "../base/exit-status.js";
import type { GlobalOptions } from "./global-options.js";
import { compileText } from "../project/compile-project.js";
import { isError } from "../base/is-error.js";
import { loadProject } from "../project/load-project.js";
import { printFindingsAside } from "./print-findings.js";
import { printUsageErrors } from "./print-usage-errors.js";
import type { Terminal } from "../base/terminal.js";

/**
 * `flowc build --stdin --stdin-filename F`: compiles standard input as if it were the content of that file (which need
 * not exist), and prints the module. Findings go to stderr in every format.
 */
export async function buildText(
  options: GlobalOptions & { readonly stdinFilename: string; readonly outDir?: string },
  terminal: Terminal,
): Promise<ExitStatus> {
  const project = await loadProject(options, terminal);
  if (!project.ok) return printUsageErrors(project.errors, terminal);
  const text = await terminal.readInput();
  const name = project.value.host.paths.toProject(path.resolve(terminal.cwd, options.stdinFilename));
  const source = { path: name, text };
  const { diagnostics, module } = compileText(source, project.value);
  const problems = project.value.host.problems();
  if (problems.length > 0) return printUsageErrors(problems, terminal);
  if (diagnostics.length > 0) {
    printFindingsAside(createFindingsReport(diagnostics, [source]), options.format, terminal);
  }
  if (module !== undefined) {
    const laidOut = await layOutText(module, project.value);
    if (!laidOut.ok) return printUsageErrors(laidOut.errors, terminal);
    terminal.out(laidOut.value);
  }
  return diagnostics.some(isError) ? exitStatus.findings : exitStatus.fine;
}
