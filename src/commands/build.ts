import { success, type Outcome } from "../config/usage-error.js";
import type { StoredBuild } from "../manifest/manifest.js";
import { isOutOfDate } from "../reporters/findings-report.js";
import { walk } from "../walk.js";
import type { CompiledModules } from "./compile-open.js";
import { exitStatus, type ExitStatus } from "./exit-status.js";
import { finishBuild, type BuildOutcome } from "./finish-build.js";
import type { GlobalOptions } from "./global-options.js";
import { loadSettings, type Settings } from "./load-settings.js";
import { openStore } from "./manifest-store.js";
import { planBuild, type BuildPlan } from "./plan-build.js";
import { printBuild } from "./print-build.js";
import { printUsageErrors } from "./print-usage-errors.js";
import type { Terminal } from "./terminal.js";

export interface BuildOptions extends GlobalOptions {
  readonly check?: boolean;
  readonly outDir?: string;
  /** Replaces files that flowc did not generate, and follows links out of the project. */
  readonly force?: boolean;
  /** Tells which configuration governs, and how imports are spelled and why. */
  readonly verbose?: boolean;
}

/** `flowc build [paths…]`: writes the modules; with `--check` it only compares them with what is there. */
export async function build(paths: readonly string[], options: BuildOptions, terminal: Terminal): Promise<ExitStatus> {
  const settings = await loadSettings(options, terminal);
  if (!settings.ok) return printUsageErrors(settings.errors, terminal);
  const outcome = await buildOnce(paths, { ...options, settings: settings.value }, terminal);
  if (!outcome.ok) return printUsageErrors(outcome.errors, terminal);
  await printBuild(outcome.value, options, terminal);
  return statusOf(outcome.value);
}

/** The exit status of a build that was made. */
export function statusOf(outcome: BuildOutcome): ExitStatus {
  return outcome.hasErrors || outcome.changes.some(isOutOfDate) ? exitStatus.findings : exitStatus.fine;
}

/** Builds a project whose configuration is loaded: only what is not on the disk as a build would leave it. */
export async function buildOnce(
  paths: readonly string[],
  options: BuildOptions & { readonly settings: Settings; readonly known?: StoredBuild | undefined },
  terminal: Terminal,
): Promise<Outcome<BuildOutcome>> {
  const { settings } = options;
  const isWhole = paths.length === 0;
  const store = openStore(settings, options);
  const files = isWhole ? walk(settings.projectDir) : undefined;
  const plan = await planBuild({ settings, manifest: store.manifest, files, paths, cwd: terminal.cwd });
  if (!plan.ok) return plan;
  if (options.verbose === true) {
    const { describeProject } = await import("./describe-project.js");
    terminal.error(describeProject(settings, plan.value.expected, terminal.cwd));
  }
  const compiled = await compileOpen(plan.value, settings);
  if (!compiled.ok) return compiled;
  const outcome = await finishBuild(plan.value, compiled.value, { ...options, manifest: store.manifest, files });
  if (!outcome.ok) return outcome;
  const known = store.save(isWhole ? new Set(plan.value.names) : undefined);
  return success({ ...outcome.value, known });
}

/** The compiler is not loaded where there is nothing for it to do. */
async function compileOpen({ open, runtimeFile }: BuildPlan, settings: Settings): Promise<Outcome<CompiledModules>> {
  if (open.length === 0 && runtimeFile === undefined) return success({ flows: [], runtime: undefined });
  const { compileOpen: compile } = await import("./compile-open.js");
  return compile(open, runtimeFile, settings);
}
