import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { type FlowSource, planFlow } from "../../compiler/plan-flow.js";
import { failure, type Outcome, success } from "../base/usage-error.js";
import { applyRules } from "../project/apply-rules.js";
import { createFindingsReport, type FindingsReport } from "../project/findings-report.js";
import { exitStatus, type ExitStatus } from "../base/exit-status.js";
import { fixFlows } from "./fix-flows.js";
import type { GlobalOptions } from "../cli/global-options.js";
import { isError } from "../base/is-error.js";
import { findTargets, type Target } from "../project/find-targets.js";
import { listEnvironment, type ProjectFlows } from "../cli/list-environment.js";
import { openProject, type Project } from "../project/load-project.js";
import { mergeReports, type ProjectReport } from "../project/merge-reports.js";
import { noFlow } from "../project/no-flow.js";
import { printFindings } from "../cli/print-findings.js";
import { printUsageErrors } from "../cli/print-usage-errors.js";
import { readFlows } from "../project/read-flows.js";
import { cacheFolder } from "../base/cache/cache-folder.js";
import type { Terminal } from "../base/terminal.js";
import { visibleText } from "../base/visible-text.js";

export interface CheckOptions extends GlobalOptions {
  /** Make the safe edits that findings offer. */
  readonly fix?: boolean;
  /** Without: only what the flow files say, never the types of the user's code. */
  readonly types?: boolean;
  /** False (`--no-cache`): finds everything anew, whatever an earlier check kept. */
  readonly cache?: boolean;
  /** Print the environment variables that flows read, instead of findings. */
  readonly env?: boolean;
}

/**
 * `flowc check [paths…]`: reports what `build` would and how the wiring fits the user's types, and writes nothing but what
 * `--fix` mends in flow files.
 */
export async function check(paths: readonly string[], options: CheckOptions, terminal: Terminal): Promise<ExitStatus> {
  const targets = await findTargets(paths, options, terminal);
  if (!targets.ok) return printUsageErrors(targets.errors, terminal);
  const read = await readAll(targets.value, terminal);
  if (!read.ok) return printUsageErrors(read.errors, terminal);
  if (options.env === true) return listEnvironment(read.value, { format: options.format, terminal });
  const reports: ProjectReport[] = [];
  for (const { project, flows, prefix } of read.value) {
    const report = await checkFlows(flows, project, { ...options, terminal });
    if (!report.ok) return printUsageErrors(report.errors, terminal);
    reports.push({ prefix, report: report.value });
  }
  const report = mergeReports(reports);
  printFindings(report, options.format, terminal);
  return report.diagnostics.some(isError) ? exitStatus.findings : exitStatus.fine;
}

/** The flows of all projects that are meant; no flow at all is an error. */
async function readAll(targets: readonly Target[], terminal: Terminal): Promise<Outcome<readonly ProjectFlows[]>> {
  const found: ProjectFlows[] = [];
  for (const target of targets) {
    const project = openProject(target.settings);
    const flows = await readFlows(project, { ...target, cwd: terminal.cwd, mayBeEmpty: targets.length > 1 });
    if (!flows.ok) return flows;
    found.push({ project, flows: flows.value, prefix: target.prefix });
  }
  return found.some(({ flows }) => flows.length > 0) ? success(found) : failure(noFlow);
}

async function checkFlows(
  given: readonly FlowSource[],
  project: Project,
  options: CheckOptions & { readonly terminal: Terminal },
): Promise<Outcome<FindingsReport>> {
  const flows = options.fix === true ? mendFlows(given, project, options.terminal) : success(given);
  if (!flows.ok) return flows;
  const found =
    options.types === false
      ? planAll(flows.value, project)
      : await checkAll(flows.value, project, options.cache !== false);
  const problems = project.host.problems();
  if (problems.length > 0) return failure(...problems);
  return success(createFindingsReport(applyRules(found, project.config.rules ?? {}), flows.value));
}

function planAll(flows: readonly FlowSource[], project: Project): Diagnostic[] {
  return flows.flatMap((flow) => planFlow(flow, project.host, project.compileOptions).diagnostics);
}

/** What the flow files say, and of those without an error what the types say. */
async function checkAll(flows: readonly FlowSource[], project: Project, cache: boolean): Promise<Diagnostic[]> {
  // The emitter is not loaded where nothing is emitted.
  const { compileFlow } = await import("../../compiler/compile.js");
  const compiled = flows.map((source) => ({ source, ...compileFlow(source, project.host, project.compileOptions) }));
  const typed = compiled.flatMap(({ source, plan, module, diagnostics }) => {
    return plan === undefined || module === undefined ? [] : [{ source, plan, module, diagnostics }];
  });
  if (typed.length === 0 || project.host.problems().length > 0)
    return compiled.flatMap(({ diagnostics }) => diagnostics);
  const { checkWiring } = await import("./types/check-wiring.js");
  const { projectDir, host, compileOptions } = project;
  const cacheDir = cache ? cacheFolder(projectDir) : undefined;
  const { runtime = "@flowc/runtime", runtimeFile } = compileOptions;
  const options = { paths: host.paths, projectDir, runtime, runtimeFile, cacheDir, host, planOptions: compileOptions };
  const checked = new Map(checkWiring(typed, options).map((found, index) => [typed[index]?.source, found]));
  return compiled.flatMap(({ source, diagnostics }) => checked.get(source) ?? diagnostics);
}

/** Makes the edits and tells of each on stderr. */
function mendFlows(flows: readonly FlowSource[], project: Project, terminal: Terminal): Outcome<readonly FlowSource[]> {
  const mended = fixFlows(flows, project);
  if (!mended.ok) return mended;
  for (const [file, applied] of mended.value.fixed) {
    for (const { fix, span } of applied)
      terminal.error(`${visibleText(`fixed ${file}:${span.start.line}: ${fix?.title ?? ""}`)}\n`);
  }
  return success(mended.value.flows);
}
