import { projectInside } from "../config/find-config.js";
import { success, type Outcome, type UsageError } from "../base/usage-error.js";
import type { DiskNote } from "../host/disk-notes.js";
import { createProjectPaths } from "../base/project-paths.js";
import type { StoredBuild } from "../project/manifest/manifest.js";
import { walk, type FoundFiles } from "../host/walk.js";
import type { CompiledModules } from "./compile-open.js";
import type { Target } from "../project/find-targets.js";
import { finishBuild, type BuildOutcome } from "./finish-build.js";
import type { ProjectOptions } from "../project/load-settings.js";
import { openStore, type ManifestStore } from "../project/manifest/manifest-store.js";
import { nestedTargets } from "../project/nested-targets.js";
import { noFlow, nothingToBuild } from "../project/no-flow.js";
import { planBuild, type BuildPlan } from "./plan-build.js";
import type { Progress } from "../base/progress.js";

export interface BuildOptions extends ProjectOptions {
  /** Writes nothing; compares what would be written with the files on disk. */
  readonly check?: boolean;
  /** Also replaces files that flowc did not generate, and follows links out of the project. */
  readonly force?: boolean;
  /** Removes orphaned modules even if no flow is left. */
  readonly prune?: boolean;
  /** The data that the previous build of this process stored. */
  readonly known?: StoredBuild | undefined;
}

/** The caller of a build. */
export interface Builder {
  /** The folder that the paths of the targets are relative to. */
  readonly cwd: string;
  readonly progress: Progress;
  /** Called for each project before any of its flows is compiled. */
  readonly onPlan?: ((plan: BuildPlan) => void) | undefined;
}

/** The merged result of the projects that were built, and the errors that prevented others from being built. */
export interface BuiltProjects {
  readonly outcome: BuildOutcome | undefined;
  readonly errors: readonly UsageError[];
}

/** A project and the plan of its build. */
interface PlannedProject {
  readonly target: Target;
  readonly plan: BuildPlan;
  readonly store: ManifestStore;
  /** The files below the project; undefined if only a part of it is built. */
  readonly files: FoundFiles | undefined;
}

/**
 * Plans all projects, then builds them one after the other. If one cannot be built, the others still are. If no project
 * has a flow left, modules of missing flows stay unless `prune` is set.
 */
export async function buildAll(
  targets: readonly Target[],
  options: BuildOptions,
  builder: Builder,
): Promise<BuiltProjects> {
  const [first] = targets;
  if (first === undefined) return { outcome: undefined, errors: [noFlow] };
  const isOne = targets.length === 1 && first.prefix === "";
  const errors: UsageError[] = [];
  const planned: PlannedProject[] = [];
  for (let next = targets; next.length > 0;) {
    for (const target of next) {
      const mayBeEmpty = !isOne || target.paths.length === 0;
      const known = isOne ? options.known : undefined;
      const project = await planProject(target, { ...options, known, mayBeEmpty }, builder);
      if (project.ok) planned.push(project.value);
      else errors.push(...project.errors.map((error) => (isOne ? error : errorOf(target, error))));
    }
    const nested = await nestedTargets(
      planned.map(({ target, plan }) => ({ target, ...plan })),
      first.root,
    );
    if (!nested.ok) errors.push(...nested.errors);
    next = nested.ok && errors.length === 0 ? nested.value : [];
  }
  const isAlone = isOne && planned.length < 2;
  const isPruned = options.prune === true || planned.some(({ plan }) => plan.flows.length > 0);
  const execution = { ...options, check: options.check === true || !isPruned };
  const builds: { readonly prefix: string; readonly outcome: BuildOutcome }[] = [];
  for (const project of planned) {
    const outcome = await execute(project, execution, builder);
    if (outcome.ok) builds.push({ prefix: project.target.prefix, outcome: outcome.value });
    else errors.push(...outcome.errors.map((error) => (isAlone ? error : errorOf(project.target, error))));
  }
  const outcome = isAlone ? builds[0]?.outcome : await merge(builds, first.root);
  if (errors.length > 0 || outcome === undefined || isPruned) return { outcome, errors };
  return { outcome: undefined, errors: [nothingToBuild(targets, outcome.changes)] };
}

function errorOf({ prefix }: Target, error: UsageError): UsageError {
  return { place: { file: prefix === "" ? "." : prefix }, ...error };
}

async function merge(
  builds: readonly { readonly prefix: string; readonly outcome: BuildOutcome }[],
  root: string,
): Promise<BuildOutcome> {
  const { mergeBuilds } = await import("./merge-outcomes.js");
  return mergeBuilds(builds, createProjectPaths(root).toAbsolute);
}

async function planProject(
  target: Target,
  options: BuildOptions & { readonly mayBeEmpty: boolean },
  { cwd }: Builder,
): Promise<Outcome<PlannedProject>> {
  const { settings, paths, isProject } = target;
  const store = openStore(settings, { ...options, command: "build" });
  const files =
    paths.length > 0
      ? undefined
      : (target.files ?? walk(settings.projectDir, projectInside(settings.file !== undefined)));
  const { mayBeEmpty } = options;
  const plan = await planBuild({ settings, manifest: store.manifest, files, paths, cwd, mayBeEmpty, isProject });
  return plan.ok ? success({ target, plan: plan.value, store, files }) : plan;
}

/** Builds the flows whose files on disk are not what a build would write. */
async function execute(
  { target, plan, store, files }: PlannedProject,
  options: BuildOptions,
  { progress, onPlan }: Builder,
): Promise<Outcome<BuildOutcome>> {
  onPlan?.(plan);
  const compiled = await compileOpen(plan, progress);
  if (!compiled.ok) return compiled;
  const outcome = await finishBuild(plan, compiled.value, { ...options, manifest: store.manifest, files });
  if (!outcome.ok) return outcome;
  const known = store.save(target.paths.length === 0 ? new Set(plan.names) : undefined);
  const { notes } = outcome.value;
  return success({ ...outcome.value, known, notes: () => [...notes(), ...notesOf(plan, known)] });
}

/**
 * The dependencies of this build's flows that have not changed since they were built. Entries of other flows are
 * ignored: this build did not check them.
 */
function notesOf({ flows, settings }: BuildPlan, known: StoredBuild | undefined): DiskNote[] {
  const needed = new Set(flows.flatMap((flow) => known?.flows[flow]?.needs ?? []));
  return [...needed].flatMap((index): DiskNote[] => {
    const note = known?.notes[index];
    if (note === undefined) return [];
    const [what, path, found, stamp] = note;
    return [{ what, path: settings.paths.toAbsolute(path), found, stamp }];
  });
}

/** Compiles the open flows. The compiler is not loaded if there are none. */
async function compileOpen(plan: BuildPlan, progress: Progress): Promise<Outcome<CompiledModules>> {
  const { open, runtimeFile } = plan;
  if (open.length === 0 && runtimeFile === undefined) return success({ flows: [], runtime: undefined });
  const { compileOpen: compile } = await import("./compile-open.js");
  return compile(plan, progress);
}
