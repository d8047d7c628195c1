import { planFlow } from "../../compiler/plan-flow.js";
import { applyRules } from "../reporters/apply-rules.js";
import { createFindingsReport } from "../reporters/findings-report.js";
import { exitStatus, type ExitStatus } from "./exit-status.js";
import type { GlobalOptions } from "./global-options.js";
import { isError } from "./is-error.js";
import { loadProject } from "./load-project.js";
import { printFindings } from "./print-findings.js";
import { printUsageErrors } from "./print-usage-errors.js";
import { readFlows } from "./read-flows.js";
import type { Terminal } from "./terminal.js";

/** `flowc check [paths…]`: reports what `build` would, and writes nothing. */
export async function check(paths: readonly string[], options: GlobalOptions, terminal: Terminal): Promise<ExitStatus> {
  const loaded = await loadProject(options, terminal);
  if (!loaded.ok) return printUsageErrors(loaded.errors, terminal);
  const project = loaded.value;
  const flows = await readFlows(project, { paths, cwd: terminal.cwd });
  if (!flows.ok) return printUsageErrors(flows.errors, terminal);
  const found = flows.value.flatMap((flow) => planFlow(flow, project.host, project.compileOptions).diagnostics);
  const problems = project.host.problems();
  if (problems.length > 0) return printUsageErrors(problems, terminal);
  const diagnostics = applyRules(found, project.config.rules ?? {});
  printFindings(createFindingsReport(diagnostics, flows.value), options.format, terminal);
  return diagnostics.some(isError) ? exitStatus.findings : exitStatus.fine;
}
