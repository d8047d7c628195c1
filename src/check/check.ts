import type { Progress } from "../base/progress.js";
import type { WarmFiles } from "./types/warm-files.js";
import type { FlowPlan } from "../../compiler/plan.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { type FlowSource, planFlow } from "../../compiler/plan-flow.js";
import { failure, type Outcome, success } from "../base/usage-error.js";
import { applyRules } from "../project/apply-rules.js";
import { createFindingsReport, type FindingsReport } from "../project/findings-report.js";
import { fixTypes } from "./fix/fix-types.js";
import { writeFixed } from "./fix/write-fixed.js";
import { fixFlows } from "./fix-flows.js";
import { gatherReads } from "../project/gather-reads.js";
import type { Project } from "../project/load-project.js";
import { needsOf } from "../project/needs-of.js";
import { mergeReports, type ProjectReport } from "../project/merge-reports.js";
import type { ProjectFlows } from "../project/project-flows.js";
import { cacheFolder } from "../base/cache/cache-folder.js";

export interface CheckOptions {
  /** Makes the safe edits that findings offer. */
  readonly fix?: boolean;
  /** If false, only the flow files are checked, not the types of the user's code. */
  readonly types?: boolean;
  /** If false (`--no-cache`), results stored by earlier checks are not used. */
  readonly cache?: boolean;
  /** Parsed files that one check passes on to the next one in this process. If absent, the check shares its own. */
  readonly warmFiles?: WarmFiles | undefined;
}

/** The caller of a check. */
export interface Checker {
  readonly progress: Progress;
  /** Called for each edit that `fix` makes in a flow file. */
  onFixed(file: string, fixed: Diagnostic): void;
}

/** The findings of a check, and absolute paths of the files that planning the flows read. */
export interface CheckedProjects {
  readonly report: FindingsReport;
  readonly read: readonly string[];
}

/**
 * Finds what `build` would report and how the wiring fits the user's types. Writes only flow files, and only with
 * `fix`.
 */
export async function checkProjects(
  projects: readonly ProjectFlows[],
  options: CheckOptions,
  checker: Checker,
): Promise<Outcome<CheckedProjects>> {
  const reports: ProjectReport[] = [];
  const read = new Set<string>();
  const { warmFiles = new Map() } = options;
  for (const { project, flows, prefix } of projects) {
    const report = await checkFlows(flows, project, { ...options, ...checker, read, warmFiles });
    if (!report.ok) return report;
    reports.push({ prefix, report: report.value });
  }
  return success({ report: mergeReports(reports), read: [...read] });
}

interface CheckingOptions extends CheckOptions, Checker {
  /** Collects the files that are read. */
  readonly read: Set<string>;
}

async function checkFlows(
  given: readonly FlowSource[],
  project: Project,
  options: CheckingOptions,
): Promise<Outcome<FindingsReport>> {
  const flows = options.fix === true ? mendFlows(given, project, options.onFixed) : success(given);
  if (!flows.ok) return flows;
  const find = options.types === false ? planAll : checkAll;
  const check = async (sources: readonly FlowSource[]): Promise<Found> => {
    const { diagnostics, plans } = await find(sources, project, options);
    return { diagnostics: applyRules(diagnostics, project.config.rules ?? {}), plans };
  };
  const first = { flows: flows.value, ...(await check(flows.value)) };
  const mended = options.fix === true ? await mendTypes(first, check, { project, options }) : success(first);
  if (!mended.ok) return mended;
  const checked = mended.value;
  const problems = project.host.problems();
  if (problems.length > 0) return failure(...problems);
  const report = createFindingsReport(checked.diagnostics, checked.flows);
  const needs = needsOf(checked.plans);
  return success(needs.length === 0 ? report : { ...report, needs });
}

/** The findings in flows, and the plans of those that have one. */
interface Found {
  readonly diagnostics: readonly Diagnostic[];
  readonly plans: readonly FlowPlan[];
}

interface FoundFlows extends Found {
  readonly flows: readonly FlowSource[];
}

/** Makes the edits that findings about types offer, and reports each of them. */
async function mendTypes(
  before: FoundFlows,
  check: (flows: readonly FlowSource[]) => Promise<Found>,
  { project, options }: { readonly project: Project; readonly options: CheckingOptions },
): Promise<Outcome<FoundFlows>> {
  const mended = await fixTypes(before.flows, before.diagnostics, async (flows) => (await check(flows)).diagnostics);
  if (mended === undefined) return success(before);
  for (const flow of mended.flows.filter(({ path }) => mended.fixed.has(path))) {
    const written = writeFixed(flow, project);
    if (!written.ok) return written;
    for (const fixed of mended.fixed.get(flow.path) ?? []) options.onFixed(flow.path, fixed);
  }
  return success({ flows: mended.flows, ...(await check(mended.flows)) });
}

async function planAll(
  flows: readonly FlowSource[],
  project: Project,
  { progress, read }: CheckingOptions,
): Promise<Found> {
  const planned: ReturnType<typeof planFlow>[] = [];
  for (const [index, flow] of flows.entries()) {
    await progress.step("checking", index, flows.length);
    planned.push(gatherReads(() => planFlow(flow, project.host, project.compileOptions), project, read));
  }
  return found(
    planned.flatMap(({ diagnostics }) => diagnostics),
    planned,
  );
}

function found(diagnostics: readonly Diagnostic[], planned: readonly { readonly plan: FlowPlan | undefined }[]): Found {
  return { diagnostics, plans: planned.flatMap(({ plan }) => plan ?? []) };
}

/** Findings from the flow files and, for flows without errors, from the types. */
async function checkAll(flows: readonly FlowSource[], project: Project, options: CheckingOptions): Promise<Found> {
  // The emitter is loaded only if something is emitted.
  const { compileFlow } = await import("../../compiler/compile.js");
  const { progress, cache, warmFiles } = options;
  const compiled: ({ readonly source: FlowSource } & ReturnType<typeof compileFlow>)[] = [];
  for (const source of flows) {
    await progress.step("checking", compiled.length, flows.length);
    const compile = (): ReturnType<typeof compileFlow> => compileFlow(source, project.host, project.compileOptions);
    compiled.push({ source, ...gatherReads(compile, project, options.read) });
  }
  const typed = compiled.flatMap(({ source, plan, module, diagnostics }) => {
    return plan === undefined || module === undefined ? [] : [{ source, plan, module, diagnostics }];
  });
  if (typed.length === 0 || project.host.problems().length > 0)
    return found(
      compiled.flatMap(({ diagnostics }) => diagnostics),
      compiled,
    );
  const { checkWiring } = await import("./types/check-wiring.js");
  const { projectDir, host, compileOptions } = project;
  const cacheDir = cache === false ? undefined : cacheFolder(projectDir);
  const { runtime = "@flowc/runtime", runtimeFile } = compileOptions;
  const onFlow = (done: number, total: number): void => progress.show("checking types", done, total);
  const given = { paths: host.paths, projectDir, runtime, runtimeFile, cacheDir, host, planOptions: compileOptions };
  const wiring = checkWiring(typed, { ...given, onFlow, warmFiles });
  await progress.step("checking types", typed.length, typed.length);
  const checked = new Map(wiring.map((diagnostics, index) => [typed[index]?.source, diagnostics]));
  return found(
    compiled.flatMap(({ source, diagnostics }) => checked.get(source) ?? diagnostics),
    compiled,
  );
}

/** Applies the edits and reports each of them. */
function mendFlows(
  flows: readonly FlowSource[],
  project: Project,
  onFixed: Checker["onFixed"],
): Outcome<readonly FlowSource[]> {
  const fixes = fixFlows(flows, project);
  if (!fixes.ok) return fixes;
  for (const [file, applied] of fixes.value.fixed) for (const fixed of applied) onFixed(file, fixed);
  return success(fixes.value.flows);
}
