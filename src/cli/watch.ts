import { failure, success, type Outcome } from "../base/usage-error.js";
import { buildAll } from "../build/build.js";
import { createBuilder } from "./build.js";
import type { BuildCommandOptions } from "./build-options.js";
import type { ExitStatus } from "../base/exit-status.js";
import { findTargets } from "../project/find-targets.js";
import type { BuildOutcome } from "../build/finish-build.js";
import { printRebuild, type Told } from "./print-rebuild.js";
import type { Terminal } from "../base/terminal.js";
import { watchRounds } from "./watch-rounds.js";

/**
 * `flowc build --watch`: builds once, and again whenever a relevant file changes, until the user stops it. A flow that
 * breaks keeps its last good module.
 */
export async function watch(
  paths: readonly string[],
  options: BuildCommandOptions,
  terminal: Terminal,
): Promise<ExitStatus> {
  let told: Told | undefined;
  return watchRounds(options, terminal, async () => {
    const outcome = await rebuild(paths, { ...options, known: told?.known }, terminal);
    return {
      notes: outcome.ok ? outcome.value.notes() : undefined,
      written: outcome.ok ? writtenFiles(outcome.value) : [],
      read: outcome.ok ? readFiles(outcome.value) : [],
      print: async () => {
        told = await printRebuild(outcome, told, { ...options, terminal });
      },
    };
  });
}

async function rebuild(
  paths: readonly string[],
  options: BuildCommandOptions & { readonly known: BuildOutcome["known"] },
  terminal: Terminal,
): Promise<Outcome<BuildOutcome>> {
  // The configuration itself may have changed.
  const targets = await findTargets(paths, options, terminal);
  if (!targets.ok) return targets;
  const { outcome, errors } = await buildAll(targets.value, options, await createBuilder(options, terminal));
  return outcome === undefined || errors.length > 0 ? failure(...errors) : success(outcome);
}

function writtenFiles({ changes, toAbsolute }: BuildOutcome): string[] {
  return changes
    .filter(({ status }) => status === "written" || status === "removed")
    .map(({ path }) => toAbsolute(path));
}

function readFiles({ notes }: BuildOutcome): string[] {
  return notes()
    .filter(({ what }) => what === "text")
    .map(({ path }) => path);
}
