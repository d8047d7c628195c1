import { isGenerated } from "../../compiler/emit/generated-mark.js";
import { success, type Outcome } from "../base/usage-error.js";
import type { DiskNote } from "../host/disk-notes.js";
import type { BuiltFlow, Manifest, StoredBuild } from "../project/manifest/manifest.js";
import { createFindingsReport, type FindingsReport, type ModuleReport } from "../project/findings-report.js";
import type { FoundFiles } from "../host/walk.js";
import { findOrphans, removeModules } from "./write/orphans.js";
import { writeModules, type ModuleToWrite, type WriteOptions } from "./write/write-modules.js";
import type { Difference } from "./write/compare-modules.js";
import type { CompiledModules } from "./compile-open.js";
import type { CompiledFlow } from "../project/compile-project.js";
import { outputPathsOf } from "../project/outputs.js";
import { runtimeName, type BuildPlan } from "./plan-build.js";
import { readProjectFile } from "../project/read-project-file.js";

/** The findings and changes of a build. */
export interface BuildOutcome {
  readonly report: FindingsReport;
  readonly changes: readonly ModuleReport[];
  /** With `--check`: what a build would change. */
  readonly differences: readonly Difference[];
  readonly hasErrors: boolean;
  /** Flows with errors, and the files that would be written for them. */
  readonly broken: readonly { readonly flow: string; readonly outputs: readonly string[] }[];
  /** Converts a path of the project to an absolute path. */
  toAbsolute(path: string): string;
  /** The data that the next build of this process can start from. */
  readonly known?: StoredBuild | undefined;
  /** What the outcome depends on, including flows with errors. Computed on demand. */
  notes(): readonly DiskNote[];
}

export interface FinishOptions {
  readonly check?: boolean;
  readonly force?: boolean;
  readonly manifest: Manifest;
  /** The files below the project. Undefined if only a part of it is built: then nothing counts as an orphan. */
  readonly files: FoundFiles | undefined;
}

/** Writes the compiled modules and removes orphans; with `check` it only compares. */
export async function finishBuild(
  plan: BuildPlan,
  made: CompiledModules,
  options: FinishOptions,
): Promise<Outcome<Omit<BuildOutcome, "known">>> {
  const { projectDir } = plan.settings;
  const { flows: compiled } = made;
  const built = builtModules(made);
  const modules = built.flatMap(({ name, outputs }) =>
    outputs.map((output): ModuleToWrite => ({ ...output, source: sourceName(name) })),
  );
  const orphans = orphansOf(plan, options.files);
  const writeOptions = { projectDir, isGenerated, force: options.force ?? false };
  const finished =
    options.check === true ? await compareAll(modules, orphans, projectDir) : writeAll(modules, orphans, writeOptions);
  if (!finished.ok) return finished;
  const { statuses, removed, differences } = finished.value;
  for (const flow of built) {
    const isThere = flow.outputs.every(({ path }) => ["written", "unchanged"].includes(statuses.get(path) ?? ""));
    if (isThere && flow.notes !== undefined) {
      const named = plan.named.get(flow.name);
      options.manifest.keep({ ...flow, notes: flow.notes, ...(named !== undefined && { named }) });
    }
  }
  const failures = compiled.filter(({ outputs }) => outputs === undefined);
  const failed = failures.map(({ source }) => source.path);
  return success({
    report: reportOf(plan, compiled),
    changes: [...changesOf(plan, statuses, new Set(failed)), ...removed],
    differences,
    hasErrors: failed.length > 0,
    broken: failed.map((flow) => ({ flow, outputs: outputPathsOf(flow, plan.settings) })),
    toAbsolute: plan.settings.paths.toAbsolute,
    notes: () => failures.flatMap(({ notes }) => notes ?? []),
  });
}

type BuiltModule = Omit<BuiltFlow, "notes"> & Pick<CompiledFlow, "notes">;

function builtModules({ flows, runtime }: CompiledModules): BuiltModule[] {
  const built = flows.flatMap(({ source, hash, stamp, outputs, notes, diagnostics }): BuiltModule[] =>
    outputs === undefined ? [] : [{ name: source.path, source: { hash, stamp }, outputs, notes, diagnostics }],
  );
  if (runtime === undefined) return built;
  const { path, text, notes } = runtime;
  return [...built, { name: runtimeName, source: undefined, outputs: [{ path, text }], notes, diagnostics: [] }];
}

function sourceName(name: string): string {
  return name === runtimeName ? 'runtime: "inline"' : name;
}

function orphansOf({ settings, expected, flows }: BuildPlan, files: FoundFiles | undefined): readonly string[] {
  if (files === undefined) return [];
  const { projectDir, compileOptions } = settings;
  return findOrphans({
    projectDir,
    expected: expected.map(({ path }) => path),
    flows,
    outDir: compileOptions.outDir,
    isGenerated,
    files,
  });
}

interface Finished {
  readonly statuses: ReadonlyMap<string, ModuleReport["status"]>;
  readonly removed: readonly ModuleReport[];
  readonly differences: readonly Difference[];
}

function writeAll(
  modules: readonly ModuleToWrite[],
  orphans: readonly string[],
  options: WriteOptions,
): Outcome<Finished> {
  const written = writeModules(modules, options);
  if (!written.ok) return written;
  const removed = removeModules(orphans, options);
  if (!removed.ok) return removed;
  const changed = new Set(written.value.written);
  const statuses = new Map(modules.map(({ path }) => [path, changed.has(path) ? "written" : "unchanged"] as const));
  return success({ statuses, removed: removed.value.map((path) => ({ path, status: "removed" })), differences: [] });
}

async function compareAll(
  modules: readonly ModuleToWrite[],
  orphans: readonly string[],
  projectDir: string,
): Promise<Outcome<Finished>> {
  if (modules.length === 0 && orphans.length === 0)
    return success({ statuses: new Map(), removed: [], differences: [] });
  const { compareModules } = await import("./write/compare-modules.js");
  return success(compareModules(modules, orphans, projectDir));
}

/** The changes in the order of the flows. Flows with errors are left out, since they have no modules. */
function changesOf(plan: BuildPlan, statuses: Finished["statuses"], failed: ReadonlySet<string>): ModuleReport[] {
  return plan.expected.flatMap(({ path, flow }): ModuleReport[] => {
    if (flow !== undefined && failed.has(flow)) return [];
    return [{ path, status: statuses.get(path) ?? "unchanged" }];
  });
}

function reportOf(plan: BuildPlan, compiled: readonly CompiledFlow[]): FindingsReport {
  const recalled = [...plan.recalled].flatMap(([flow, diagnostics]) => {
    const text = diagnostics.length > 0 ? readProjectFile(flow, plan.settings) : undefined;
    return text === undefined ? [] : [{ diagnostics, source: { path: flow, text: text.ok ? text.value : "" } }];
  });
  const all = [...compiled, ...recalled];
  const report = createFindingsReport(
    all.flatMap(({ diagnostics }) => diagnostics),
    all.map(({ source }) => source),
  );
  return { ...report, flows: plan.flows.length };
}
