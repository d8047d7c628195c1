import { exitStatus, type ExitStatus } from "../base/exit-status.js";
import { interruptible } from "../base/interruptible.js";
import { createProgress } from "../base/progress.js";
import type { Terminal } from "../base/terminal.js";
import { buildAll, type Builder } from "../build/build.js";
import { findTargets } from "../project/find-targets.js";
import { runtimeWarning } from "../project/runtime-warning.js";
import { isOutOfDate } from "../project/findings-report.js";
import type { BuildCommandOptions } from "./build-options.js";
import { printBuild } from "./print-build.js";
import { printUsageErrors } from "./print-usage-errors.js";

/** `flowc build [paths…]`: writes the modules. With `--check` it only compares them with the files on disk. */
export async function build(
  paths: readonly string[],
  given: BuildCommandOptions,
  terminal: Terminal,
): Promise<ExitStatus> {
  return interruptible(terminal, () => buildTargets(paths, { ...given, cache: usesCache(given, terminal) }, terminal));
}

async function buildTargets(
  paths: readonly string[],
  options: BuildCommandOptions,
  terminal: Terminal,
): Promise<ExitStatus> {
  const started = terminal.now?.();
  const targets = await findTargets(paths, options, terminal);
  if (!targets.ok) return printUsageErrors(targets.errors, terminal);
  const { outcome, errors } = await buildAll(targets.value, options, await createBuilder(options, terminal));
  if (outcome !== undefined) await printBuild(outcome, { ...options, started }, terminal);
  if (outcome === undefined || errors.length > 0) return printUsageErrors(errors, terminal);
  return outcome.hasErrors || outcome.changes.some(isOutOfDate) ? exitStatus.findings : exitStatus.fine;
}

/**
 * Creates a builder that shows its progress in the terminal, and warns if the project's runtime cannot run the modules.
 */
export async function createBuilder(
  { format, verbose }: Pick<BuildCommandOptions, "format" | "verbose">,
  terminal: Terminal,
): Promise<Builder> {
  const progress = createProgress(terminal, format === "pretty");
  const describeProject = verbose === true ? (await import("./describe-project.js")).describeProject : undefined;
  const onPlan: Builder["onPlan"] = ({ settings, expected, flows }) => {
    const warning = runtimeWarning(settings);
    if (warning !== undefined) terminal.error(`warning: ${warning}\n`);
    const modules = expected.map(({ path }) => path);
    if (describeProject !== undefined) terminal.error(describeProject(settings, { modules, flows }, terminal.cwd));
  };
  return { cwd: terminal.cwd, progress, onPlan };
}

/**
 * Whether the cache is used. A check in CI guards what is merged, so it does not trust cache files, which anybody could
 * have written.
 */
function usesCache({ cache, check }: BuildCommandOptions, { isCI }: Terminal): boolean {
  return cache !== false && !(check === true && isCI === true);
}
