import { readFileSync } from "node:fs";
import path from "node:path";
import type { EmittedModule } from "../../compiler/emit/emitted-module.js";
import { isGenerated } from "../../compiler/emit/generated-mark.js";
import { success, type Outcome } from "../config/usage-error.js";
import { isOutOfDate, type ModuleReport } from "../reporters/findings-report.js";
import { findOrphans, removeModules } from "../write/orphans.js";
import { unifiedDiff } from "../write/unified-diff.js";
import { writeModules, type WriteOptions } from "../write/write-modules.js";
import { compileProject, type CompiledProject } from "./compile-project.js";
import { describeProject } from "./describe-project.js";
import { exitStatus, type ExitStatus } from "./exit-status.js";
import type { GlobalOptions } from "./global-options.js";

import { loadProject, type Project } from "./load-project.js";
import { printBuild } from "./print-build.js";
import { printUsageErrors } from "./print-usage-errors.js";
import type { Terminal } from "./terminal.js";

export interface BuildOptions extends GlobalOptions {
  readonly check?: boolean;
  readonly outDir?: string;
  /** Tells which configuration governs, and how imports are spelled and why. */
  readonly verbose?: boolean;
}

/** What a build found and did. */
export interface BuildOutcome extends CompiledProject {
  readonly modules: CompiledProject["modules"];
  readonly changes: readonly ModuleReport[];
  /** With `--check`: what a build would change, as a unified diff. */
  readonly diff: string;
}

/** `flowc build [paths…]`: writes the modules; with `--check` it only compares them with what is there. */
export async function build(paths: readonly string[], options: BuildOptions, terminal: Terminal): Promise<ExitStatus> {
  const project = await loadProject(options, terminal);
  if (!project.ok) return printUsageErrors(project.errors, terminal);
  return buildOnce(paths, { ...options, project: project.value }, terminal);
}

/** Builds a project that is loaded, and prints what came of it. */
export async function buildOnce(
  paths: readonly string[],
  options: BuildOptions & { readonly project: Project },
  terminal: Terminal,
): Promise<ExitStatus> {
  const { project } = options;
  const compiled = await compileProject(project, { paths, cwd: terminal.cwd });
  if (!compiled.ok) return printUsageErrors(compiled.errors, terminal);
  if (options.verbose === true) terminal.error(describeProject(project, compiled.value.expected, terminal.cwd));
  const orphans = paths.length > 0 ? [] : await orphansOf(project, compiled.value);
  const finish = options.check === true ? compareAll : writeAll;
  const outcome = finish(compiled.value, orphans, { projectDir: project.projectDir, isGenerated });
  if (!outcome.ok) return printUsageErrors(outcome.errors, terminal);
  printBuild(outcome.value, options, terminal);
  const isFine = !outcome.value.hasErrors && !outcome.value.changes.some(isOutOfDate);
  return isFine ? exitStatus.fine : exitStatus.findings;
}

function orphansOf(
  { projectDir, compileOptions }: Project,
  { expected, flows }: CompiledProject,
): Promise<readonly string[]> {
  return findOrphans({ projectDir, expected, flows, outDir: compileOptions.outDir, isGenerated });
}

function writeAll(compiled: CompiledProject, orphans: readonly string[], options: WriteOptions): Outcome<BuildOutcome> {
  const written = writeModules(compiled.modules, options);
  if (!written.ok) return written;
  const removed = removeModules(orphans, options);
  if (!removed.ok) return removed;
  const changed = new Set(written.value.written);
  const changes: ModuleReport[] = [
    ...compiled.modules.map(({ path }) => ({
      path,
      status: changed.has(path) ? ("written" as const) : ("unchanged" as const),
    })),
    ...removed.value.map((path) => ({ path, status: "removed" as const })),
  ];
  return success({ ...compiled, changes, diff: "" });
}

function compareAll(
  compiled: CompiledProject,
  orphans: readonly string[],
  options: WriteOptions,
): Outcome<BuildOutcome> {
  const compared = compiled.modules.map((module) => compareModule(module, options.projectDir));
  const gone = orphans.map((path) => ({
    change: { path, status: "orphaned" as const },
    diff: unifiedDiff(path, readIfThere(path, options.projectDir), undefined),
  }));
  const all = [...compared, ...gone];
  return success({ ...compiled, changes: all.map(({ change }) => change), diff: all.map(({ diff }) => diff).join("") });
}

function compareModule({ path, text }: EmittedModule, projectDir: string): { change: ModuleReport; diff: string } {
  const before = readIfThere(path, projectDir);
  const status = before === undefined ? "missing" : before === text ? "unchanged" : "stale";
  return { change: { path, status }, diff: unifiedDiff(path, before, text) };
}

function readIfThere(file: string, projectDir: string): string | undefined {
  try {
    return readFileSync(path.resolve(projectDir, file), "utf8");
  } catch {
    return undefined; // What cannot be read is missing: a build would say why.
  }
}
