import { interruptible } from "../base/interruptible.js";
import { createProgress, type Progress } from "../base/progress.js";
import type { WarmFiles } from "./types/warm-files.js";
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
  /** Parsed files that one check leaves for the next one of this process. */
  readonly warmFiles?: WarmFiles | undefined;
}

/**
 * `flowc check [paths…]`: reports what `build` would and how the wiring fits the user's types, and writes nothing but what
 * `--fix` corrects in flow files.
 */
export async function check(paths: readonly string[], options: CheckOptions, terminal: Terminal): Promise<ExitStatus> {
  return interruptible(terminal, async () => {
    const started = terminal.now?.();
    const read = await readTargets(paths, options, terminal);
    if (!read.ok) return printUsageErrors(read.errors, terminal);
    if (options.env === true) return listEnvironment(read.value, { format: options.format, terminal });
    const checked = await checkProjects(read.value, options, terminal);
    if (!checked.ok) return printUsageErrors(checked.errors, terminal);
    const { report } = checked.value;
    printFindings(report, options.format, terminal, started);
    return report.diagnostics.some(isError) ? exitStatus.findings : exitStatus.fine;
  });
}

/** What a check found, and the files (absolute) that the flows themselves made it read. */
export interface CheckedProjects {
  readonly report: FindingsReport;
  readonly read: readonly string[];
}

/** Checks once, for `--watch`. */
export async function checkOnce(
  paths: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<Outcome<CheckedProjects>> {
  const read = await readTargets(paths, options, terminal);
  return read.ok ? checkProjects(read.value, options, terminal) : read;
}

async function readTargets(
  paths: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<Outcome<readonly ProjectFlows[]>> {
  const targets = await findTargets(paths, options, terminal);
  return targets.ok ? readAll(targets.value, terminal) : targets;
}

async function checkProjects(
  projects: readonly ProjectFlows[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<Outcome<CheckedProjects>> {
  const reports: ProjectReport[] = [];
  const read = new Set<string>();
  const progress = createProgress(terminal, options.format === "pretty");
  for (const { project, flows, prefix } of projects) {
    const report = await checkFlows(flows, project, { ...options, terminal, progress, read });
    if (!report.ok) return report;
    reports.push({ prefix, report: report.value });
  }
  return success({ report: mergeReports(reports), read: [...read] });
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

interface CheckingOptions extends CheckOptions {
  readonly progress: Progress;
  /** Receives the files that are read. */
  readonly read: Set<string>;
}

async function checkFlows(
  given: readonly FlowSource[],
  project: Project,
  options: CheckingOptions & { readonly terminal: Terminal },
): Promise<Outcome<FindingsReport>> {
  const flows = options.fix === true ? mendFlows(given, project, options.terminal) : success(given);
  if (!flows.ok) return flows;
  const find = options.types === false ? planAll : checkAll;
  const found = await find(flows.value, project, options);
  const problems = project.host.problems();
  if (problems.length > 0) return failure(...problems);
  return success(createFindingsReport(applyRules(found, project.config.rules ?? {}), flows.value));
}

async function planAll(
  flows: readonly FlowSource[],
  project: Project,
  { progress, read }: CheckingOptions,
): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const [index, flow] of flows.entries()) {
    await progress.step("checking", index, flows.length);
    const plan = (): readonly Diagnostic[] => planFlow(flow, project.host, project.compileOptions).diagnostics;
    found.push(...gather(plan, project, read));
  }
  return found;
}

/** What the flow files say, and of those without an error what the types say. */
async function checkAll(
  flows: readonly FlowSource[],
  project: Project,
  options: CheckingOptions,
): Promise<Diagnostic[]> {
  // The emitter is not loaded where nothing is emitted.
  const { compileFlow } = await import("../../compiler/compile.js");
  const { progress, cache, warmFiles } = options;
  const compiled: ({ readonly source: FlowSource } & ReturnType<typeof compileFlow>)[] = [];
  for (const source of flows) {
    await progress.step("checking", compiled.length, flows.length);
    const compile = (): ReturnType<typeof compileFlow> => compileFlow(source, project.host, project.compileOptions);
    compiled.push({ source, ...gather(compile, project, options.read) });
  }
  const typed = compiled.flatMap(({ source, plan, module, diagnostics }) => {
    return plan === undefined || module === undefined ? [] : [{ source, plan, module, diagnostics }];
  });
  if (typed.length === 0 || project.host.problems().length > 0)
    return compiled.flatMap(({ diagnostics }) => diagnostics);
  const { checkWiring } = await import("./types/check-wiring.js");
  const { projectDir, host, compileOptions } = project;
  const cacheDir = cache === false ? undefined : cacheFolder(projectDir);
  const { runtime = "@flowc/runtime", runtimeFile } = compileOptions;
  const onFlow = (done: number, total: number): void => progress.show("checking types", done, total);
  const given = { paths: host.paths, projectDir, runtime, runtimeFile, cacheDir, host, planOptions: compileOptions };
  const found = checkWiring(typed, { ...given, onFlow, warmFiles });
  await progress.step("checking types", typed.length, typed.length);
  const checked = new Map(found.map((diagnostics, index) => [typed[index]?.source, diagnostics]));
  return compiled.flatMap(({ source, diagnostics }) => checked.get(source) ?? diagnostics);
}

/** Notes which files the host reads. */
function gather<T>(look: () => T, { host }: Project, read: Set<string>): T {
  const { value, notes } = host.gather(look);
  for (const { what, path } of notes) if (what === "text") read.add(path);
  return value;
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
