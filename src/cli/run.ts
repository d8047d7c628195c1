import path from "node:path";
import { planFlow } from "../../compiler/plan-flow.js";
import type { FlowPlan } from "../../compiler/plan.js";
import { failure, success, type Outcome } from "../base/usage-error.js";
import { discoverFlows } from "../project/discover.js";
import { applyRules } from "../project/apply-rules.js";
import { createFindingsReport } from "../project/findings-report.js";
import { exitStatus, type ExitStatus } from "../base/exit-status.js";
import type { GlobalOptions } from "./global-options.js";
import { isError } from "../base/is-error.js";
import { findTargets } from "../project/find-targets.js";
import { openWithNested, type Project } from "../project/load-project.js";
import { loadSettings, type Settings } from "../project/load-settings.js";
import { withChildren } from "../project/with-children.js";
import { printFindingsAside } from "./print-findings.js";
import { printUsageErrors } from "./print-usage-errors.js";
import { readProjectFile } from "../project/read-project-file.js";
import { missingContext } from "./run/missing-context.js";
import { readRunValues } from "./run/run-values.js";
import { runPlan } from "./run/run-plan.js";
import type { Recording } from "./run/recording.js";
import type { Terminal } from "../base/terminal.js";

export interface RunCommandOptions extends GlobalOptions {
  /** JSON, `@file`, or `-` for standard input. */
  readonly context?: string;
  readonly input?: string;
  /** `path=value`, below the context and below the input. */
  readonly set?: readonly string[];
  readonly inputSet?: readonly string[];
  readonly quiet?: boolean;
  /** Print the records of the run in a terminal too. */
  readonly records?: boolean;
  /** The file that the run is recorded in, and the one that its report is written to. */
  readonly trace?: string;
  readonly report?: string;
  /** How much the record keeps of each value. */
  readonly traceValues?: "full" | "short" | "none";
}

/** `flowc run FILE`: compiles a flow in memory, runs it, and prints its context to stdout. */
export async function run(file: string, options: RunCommandOptions, terminal: Terminal): Promise<ExitStatus> {
  const values = await readRunValues(options, terminal);
  if (!values.ok) return printUsageErrors(values.errors, terminal);
  const targets = await findTargets([file], options, terminal);
  if (!targets.ok) return printUsageErrors(targets.errors, terminal);
  const [target] = targets.value;
  const settings = target === undefined ? await loadSettings(options, terminal) : success(target.settings);
  if (!settings.ok) return printUsageErrors(settings.errors, terminal);
  const flow = await findFlow(file, settings.value, terminal);
  if (!flow.ok) return printUsageErrors(flow.errors, terminal);
  const hasNested = target?.isProject !== undefined;
  const given = { settings: settings.value, hasNested, known: () => undefined };
  const { elsewhere } = await withChildren([flow.value.path], given);
  const project = await openWithNested(settings.value, elsewhere);
  if (!project.ok) return printUsageErrors(project.errors, terminal);
  const plan = planOf(flow.value, { project: project.value, options, terminal });
  if (plan === undefined) return exitStatus.findings;
  const missing = missingContext(plan, values.value.context);
  if (missing.length > 0) return printUsageErrors(missing, terminal);
  const recording = await recordingOf(options, project.value, terminal);
  if (!recording.ok) return printUsageErrors(recording.errors, terminal);
  const { quiet: isQuiet = false, records: hasRecords = false } = options;
  return runPlan(plan, {
    ...values.value,
    project: project.value,
    isQuiet,
    hasRecords,
    terminal,
    recording: recording.value,
  });
}

async function recordingOf(
  { trace, report, traceValues }: RunCommandOptions,
  { config, host }: Project,
  terminal: Terminal,
): Promise<Outcome<Recording | undefined>> {
  if (trace === undefined && report === undefined) {
    if (traceValues === undefined) return success(undefined);
    const message = "`--trace-values` says what a record keeps, and the run is not recorded";
    return failure({ message, help: "Add `--trace FILE` or `--report FILE`." });
  }
  const { openRecording } = await import("./run/recording.js");
  return openRecording({
    trace,
    report,
    values: traceValues,
    redact: config.redact ?? [],
    planOf: host.planOf,
    terminal,
  });
}

async function findFlow(
  file: string,
  project: Settings,
  terminal: Terminal,
): Promise<Outcome<{ readonly path: string; readonly text: string }>> {
  const found = await discoverFlows({ projectDir: project.projectDir, cwd: terminal.cwd, arguments: [file] });
  if (!found.ok) return found;
  const name = project.paths.toProject(path.resolve(terminal.cwd, file));
  if (found.value[0] !== name)
    return failure({ message: `\`${file}\` is a folder`, help: "`run` takes one flow file." });
  const text = readProjectFile(name, project);
  return text.ok ? success({ path: name, text: text.value }) : text;
}

interface Planning {
  readonly project: Project;
  readonly options: RunCommandOptions;
  readonly terminal: Terminal;
}

/**
 * Returns the plan, or undefined if there are errors. Findings go to stderr; with `--quiet` only if there are errors.
 */
function planOf(
  source: { readonly path: string; readonly text: string },
  { project, options, terminal }: Planning,
): FlowPlan | undefined {
  const result = planFlow(source, project.host, project.compileOptions);
  const all = applyRules(result.diagnostics, project.config.rules ?? {});
  const hasErrors = all.some(isError);
  const diagnostics = options.quiet === true && !hasErrors ? [] : all;
  if (diagnostics.length > 0) {
    printFindingsAside(createFindingsReport(diagnostics, [source]), options.format, terminal);
  }
  return hasErrors ? undefined : result.plan;
}
