import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { type FlowSource, planFlow } from "../../compiler/plan-flow.js";
import { type Outcome, success } from "../config/usage-error.js";
import { applyRules } from "../reporters/apply-rules.js";
import { createFindingsReport } from "../reporters/findings-report.js";
import { exitStatus, type ExitStatus } from "./exit-status.js";
import { fixFlows } from "./fix-flows.js";
import type { GlobalOptions } from "./global-options.js";
import { isError } from "./is-error.js";
import { listEnvironment } from "./list-environment.js";
import { loadProject, type Project } from "./load-project.js";
import { printFindings } from "./print-findings.js";
import { printUsageErrors } from "./print-usage-errors.js";
import { readFlows } from "./read-flows.js";
import { cacheFolder } from "../manifest/cache-folder.js";
import type { Terminal } from "./terminal.js";

export interface CheckOptions extends GlobalOptions {
  /** Make the safe edits that findings offer. */
  readonly fix?: boolean;
  /** Without: only what the flow files say, never the types of the user's code. */
  readonly types?: boolean;
  /** Print the environment variables that flows read, instead of findings. */
  readonly env?: boolean;
}

/**
 * `flowc check [paths…]`: reports what `build` would and how the wiring fits the user's types, and writes nothing but what
 * `--fix` mends in flow files.
 */
export async function check(paths: readonly string[], options: CheckOptions, terminal: Terminal): Promise<ExitStatus> {
  const loaded = await loadProject(options, terminal);
  if (!loaded.ok) return printUsageErrors(loaded.errors, terminal);
  const project = loaded.value;
  const read = await readFlows(project, { paths, cwd: terminal.cwd });
  if (!read.ok) return printUsageErrors(read.errors, terminal);
  if (options.env === true) return listEnvironment(read.value, project, { format: options.format, terminal });
  const flows = options.fix === true ? mendFlows(read.value, project, terminal) : read;
  if (!flows.ok) return printUsageErrors(flows.errors, terminal);
  const found = options.types === false ? planAll(flows.value, project) : await checkAll(flows.value, project);
  const problems = project.host.problems();
  if (problems.length > 0) return printUsageErrors(problems, terminal);
  const diagnostics = applyRules(found, project.config.rules ?? {});
  printFindings(createFindingsReport(diagnostics, flows.value), options.format, terminal);
  return diagnostics.some(isError) ? exitStatus.findings : exitStatus.fine;
}

function planAll(flows: readonly FlowSource[], project: Project): Diagnostic[] {
  return flows.flatMap((flow) => planFlow(flow, project.host, project.compileOptions).diagnostics);
}

/** What the flow files say, and of those without an error what the types say. */
async function checkAll(flows: readonly FlowSource[], project: Project): Promise<Diagnostic[]> {
  // The emitter is not loaded where nothing is emitted.
  const { compileFlow } = await import("../../compiler/compile.js");
  const compiled = flows.map((source) => ({ source, ...compileFlow(source, project.host, project.compileOptions) }));
  const typed = compiled.flatMap(({ source, plan, module, diagnostics }) => {
    return plan === undefined || module === undefined ? [] : [{ source, plan, module, diagnostics }];
  });
  if (typed.length === 0 || project.host.problems().length > 0)
    return compiled.flatMap(({ diagnostics }) => diagnostics);
  const { checkWiring } = await import("../types/check-wiring.js");
  const { projectDir, host, compileOptions } = project;
  const cacheDir = cacheFolder(projectDir);
  const { runtime = "flowc/runtime", runtimeFile } = compileOptions;
  const options = { paths: host.paths, projectDir, runtime, runtimeFile, cacheDir, host, planOptions: compileOptions };
  const checked = new Map(checkWiring(typed, options).map((found, index) => [typed[index]?.source, found]));
  return compiled.flatMap(({ source, diagnostics }) => checked.get(source) ?? diagnostics);
}

/** Makes the edits and tells of each on stderr. */
function mendFlows(flows: readonly FlowSource[], project: Project, terminal: Terminal): Outcome<readonly FlowSource[]> {
  const mended = fixFlows(flows, project);
  if (!mended.ok) return mended;
  for (const [file, applied] of mended.value.fixed) {
    for (const { fix, span } of applied) terminal.error(`fixed ${file}:${span.start.line}: ${fix?.title ?? ""}\n`);
  }
  return success(mended.value.flows);
}
