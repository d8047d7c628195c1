import { projectInside } from "../config/find-config.js";
import { success, type Outcome, type UsageError } from "../base/usage-error.js";
import type { DiskNote } from "../host/disk-notes.js";
import { createProjectPaths } from "../base/project-paths.js";
import type { StoredBuild } from "../project/manifest/manifest.js";
import { isOutOfDate } from "../project/findings-report.js";
import { walk, type FoundFiles, type IsProject } from "../host/walk.js";
import type { CompiledModules } from "./compile-open.js";
import { exitStatus, type ExitStatus } from "../base/exit-status.js";
import { findTargets, type Target } from "../project/find-targets.js";
import { finishBuild, type BuildOutcome } from "./finish-build.js";
import type { GlobalOptions } from "../cli/global-options.js";
import type { Settings } from "../project/load-settings.js";
import { openStore } from "./manifest-store.js";
import { noFlow, nothingToBuild } from "../project/no-flow.js";
import { planBuild, type BuildPlan } from "./plan-build.js";
import { printBuild } from "../cli/print-build.js";
import { printUsageErrors } from "../cli/print-usage-errors.js";
import { createProgress, type Progress } from "../base/progress.js";
import { interruptible } from "../base/interruptible.js";
import type { Terminal } from "../base/terminal.js";

export interface BuildOptions extends GlobalOptions {
  readonly check?: boolean;
  /** False (`--no-cache`): compiles every flow, whatever an earlier build kept. */
  readonly cache?: boolean;
  readonly outDir?: string;
  /** Replaces files that flowc did not generate, and follows links out of the project. */
  readonly force?: boolean;
  /** Removes what is orphaned where no flow is left, too. */
  readonly prune?: boolean;
  /** Tells which configuration governs, and how imports are spelled and why. */
  readonly verbose?: boolean;
}

/** `flowc build [paths…]`: writes the modules; with `--check` it only compares them with what is there. */
export async function build(paths: readonly string[], given: BuildOptions, terminal: Terminal): Promise<ExitStatus> {
  return interruptible(terminal, () => buildTargets(paths, { ...given, cache: usesCache(given, terminal) }, terminal));
}

async function buildTargets(paths: readonly string[], options: BuildOptions, terminal: Terminal): Promise<ExitStatus> {
  const started = terminal.now?.();
  const targets = await findTargets(paths, options, terminal);
  if (!targets.ok) return printUsageErrors(targets.errors, terminal);
  const { outcome, errors } = await buildAll(targets.value, options, terminal);
  if (outcome !== undefined) await printBuild(outcome, { ...options, started }, terminal);
  if (outcome === undefined || errors.length > 0) return printUsageErrors(errors, terminal);
  return statusOf(outcome);
}

/** A check in CI guards what is merged: it does not trust files that anybody could have put into the cache. */
function usesCache({ cache, check }: BuildOptions, { isCI }: Terminal): boolean {
  return cache !== false && !(check === true && isCI === true);
}

/** What was built, and what kept a project from being built. */
export interface BuiltProjects {
  readonly outcome: BuildOutcome | undefined;
  readonly errors: readonly UsageError[];
}

/** Builds projects one after the other; what keeps one from being built does not keep the others from it. */
export async function buildAll(
  targets: readonly Target[],
  options: ProjectOptions,
  terminal: Terminal,
): Promise<BuiltProjects> {
  const [only] = targets;
  if (only === undefined) return { outcome: undefined, errors: [noFlow] };
  const isAlone = targets.length === 1 && only.prefix === "";
  const built = await (isAlone ? buildAlone(only, options, terminal) : buildEach(targets, options, terminal));
  const { outcome } = built;
  if (built.errors.length > 0 || outcome === undefined || outcome.report.flows > 0 || options.prune === true)
    return built;
  return { outcome: undefined, errors: [nothingToBuild(targets, outcome.changes)] };
}

type ProjectOptions = BuildOptions & Pick<BuildTarget, "known">;

async function buildAlone(target: Target, options: ProjectOptions, terminal: Terminal): Promise<BuiltProjects> {
  const mayBeEmpty = target.paths.length === 0;
  const outcome = await buildOnce(target.paths, { ...options, ...target, mayBeEmpty }, terminal);
  return outcome.ok ? { outcome: outcome.value, errors: [] } : { outcome: undefined, errors: outcome.errors };
}

async function buildEach(
  targets: readonly Target[],
  options: ProjectOptions,
  terminal: Terminal,
): Promise<BuiltProjects> {
  const { mergeBuilds } = await import("./merge-outcomes.js");
  const done = new Map<Target, BuildOutcome>();
  const errors: UsageError[] = [];
  const build = async (target: Target, given: ProjectOptions): Promise<void> => {
    const { prefix, paths } = target;
    const outcome = await buildOnce(paths, { ...given, known: undefined, ...target, mayBeEmpty: true }, terminal);
    if (outcome.ok) done.set(target, outcome.value);
    else errors.push(...outcome.errors.map((error) => ({ place: { file: prefix === "" ? "." : prefix }, ...error })));
  };
  for (const target of targets) await build(target, options);
  // The flows of the others are there: those of a project that has none were deleted.
  const emptied = [...done].filter(([, { report, changes }]) => report.flows === 0 && changes.some(isOutOfDate));
  const hasFlows = [...done.values()].some(({ report }) => report.flows > 0);
  if (hasFlows) for (const [target] of emptied) await build(target, { ...options, prune: true });
  const { toAbsolute } = createProjectPaths(targets[0]?.root ?? terminal.cwd);
  const builds = [...done].map(([{ prefix }, outcome]) => ({ prefix, outcome }));
  return { outcome: mergeBuilds(builds, toAbsolute), errors };
}

/** The exit status of a build that was made. */
export function statusOf(outcome: BuildOutcome): ExitStatus {
  return outcome.hasErrors || outcome.changes.some(isOutOfDate) ? exitStatus.findings : exitStatus.fine;
}

export interface BuildTarget {
  readonly settings: Settings;
  /** What a build of this process left. */
  readonly known?: StoredBuild | undefined;
  /** What is below the project, where that is known. */
  readonly files?: FoundFiles | undefined;
  readonly isProject?: IsProject | undefined;
  readonly mayBeEmpty?: boolean;
}

/**
 * Builds a project whose configuration is loaded: only what is not on the disk as a build would leave it. Where it has no flow,
 * it is only told what would change, as with `--check`, unless `--prune` asks for it.
 */
export async function buildOnce(
  paths: readonly string[],
  options: BuildOptions & BuildTarget,
  terminal: Terminal,
): Promise<Outcome<BuildOutcome>> {
  const { settings } = options;
  const isWhole = paths.length === 0;
  const store = openStore(settings, options);
  const files = isWhole
    ? (options.files ?? walk(settings.projectDir, projectInside(settings.file !== undefined)))
    : undefined;
  const { mayBeEmpty, isProject } = options;
  const given = { settings, manifest: store.manifest, files, paths, cwd: terminal.cwd, mayBeEmpty, isProject };
  const plan = await planBuild(given);
  if (!plan.ok) return plan;
  if (options.verbose === true) {
    const { describeProject } = await import("../cli/describe-project.js");
    terminal.error(
      describeProject(
        settings,
        plan.value.expected.map((output) => output.path),
        terminal.cwd,
      ),
    );
  }
  const compiled = await compileOpen(plan.value, createProgress(terminal, options.format === "pretty"));
  if (!compiled.ok) return compiled;
  const isOnlyTold = plan.value.flows.length === 0 && options.prune !== true;
  const check = options.check === true || isOnlyTold;
  const outcome = await finishBuild(plan.value, compiled.value, { ...options, check, manifest: store.manifest, files });
  if (!outcome.ok) return outcome;
  const known = store.save(isWhole ? new Set(plan.value.names) : undefined);
  const { notes } = outcome.value;
  return success({ ...outcome.value, known, notes: () => [...notes(), ...notesOf(plan.value, known)] });
}

/** What the flows of a build rest on that are as they were built; others may be known, and nobody looked at them. */
function notesOf({ flows, settings }: BuildPlan, known: StoredBuild | undefined): DiskNote[] {
  const needed = new Set(flows.flatMap((flow) => known?.flows[flow]?.needs ?? []));
  return [...needed].flatMap((index): DiskNote[] => {
    const note = known?.notes[index];
    if (note === undefined) return [];
    const [what, path, found, stamp] = note;
    return [{ what, path: settings.paths.toAbsolute(path), found, stamp }];
  });
}

/** The compiler is not loaded where there is nothing for it to do. */
async function compileOpen(plan: BuildPlan, progress: Progress): Promise<Outcome<CompiledModules>> {
  const { open, runtimeFile } = plan;
  if (open.length === 0 && runtimeFile === undefined) return success({ flows: [], runtime: undefined });
  const { compileOpen: compile } = await import("./compile-open.js");
  return compile(plan, progress);
}
