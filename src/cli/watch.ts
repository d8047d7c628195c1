import path from "node:path";
import { failure, success, type Outcome, type UsageError } from "../base/usage-error.js";
import type { DiskNote } from "../host/disk-notes.js";
import { createChanges } from "../build/watch/changes.js";
import { watchFiles, type WatchedFiles } from "../build/watch/watch-files.js";
import { watchPackages } from "../build/watch/watch-packages.js";
import { buildAll, type BuildOptions } from "../build/build.js";
import { exitStatus, type ExitStatus } from "../base/exit-status.js";
import { findTargets } from "../project/find-targets.js";
import type { BuildOutcome } from "../build/finish-build.js";
import { loadSettings } from "../project/load-settings.js";
import { printRebuild, type Told } from "./print-rebuild.js";
import { printUsageErrors } from "./print-usage-errors.js";
import type { Terminal } from "../base/terminal.js";

/**
 * `flowc build --watch`: builds, and again whenever a file that can matter changes, until the user stops it. A flow that
 * breaks keeps its last good module.
 */
export async function watch(paths: readonly string[], options: BuildOptions, terminal: Terminal): Promise<ExitStatus> {
  const first = await loadSettings(options, terminal);
  if (!first.ok) return printUsageErrors(first.errors, terminal);
  const changes = createChanges();
  const faults: UsageError[] = [];
  const files = await watchFiles(first.value.projectDir, {
    onChange: changes.add,
    onError: (error) => {
      faults.push(describeFault(error));
      changes.stop();
    },
  });
  const packages = watchPackages(first.value.projectDir, changes.add);
  terminal.signal.addEventListener("abort", changes.stop, { once: true });
  let told: Told | undefined;
  do {
    const outcome = await rebuild(paths, { ...options, known: told?.known }, terminal);
    // Before anything else: until then flowc's own work would be taken for changes.
    const notes = outcome.ok ? outcome.value.notes() : undefined;
    if (outcome.ok) noteFiles(outcome.value, notes ?? [], { files, folder: first.value.projectDir });
    packages.follow(notes);
    told = await printRebuild(outcome, told, { ...options, terminal });
  } while (!isStopped(terminal, faults) && (await changes.next()));
  packages.close();
  await files.close();
  return faults.length > 0 ? printUsageErrors(faults, terminal) : exitStatus.fine;
}

async function rebuild(
  paths: readonly string[],
  options: BuildOptions & { readonly known: BuildOutcome["known"] },
  terminal: Terminal,
): Promise<Outcome<BuildOutcome>> {
  // The configuration may be what has changed.
  const targets = await findTargets(paths, options, terminal);
  if (!targets.ok) return targets;
  const { outcome, errors } = await buildAll(targets.value, options, terminal);
  return outcome === undefined || errors.length > 0 ? failure(...errors) : success(outcome);
}

function noteFiles(
  { changes, toAbsolute }: BuildOutcome,
  notes: readonly DiskNote[],
  { files, folder }: { readonly files: WatchedFiles; readonly folder: string },
): void {
  const done = changes.filter(({ status }) => status === "written" || status === "removed");
  files.own(done.map(({ path }) => toAbsolute(path)));
  const read = notes.filter(({ what }) => what === "text").map(({ path }) => path);
  files.include(read.filter((file) => path.relative(folder, file).startsWith("..")));
}

function isStopped(terminal: Terminal, faults: readonly UsageError[]): boolean {
  return terminal.signal.aborted || faults.length > 0;
}

function describeFault(error: unknown): UsageError {
  const message = error instanceof Error ? error.message : String(error);
  const isLimit = /ENOSPC|EMFILE/u.test(message);
  return {
    message: `the files cannot be watched: ${message}`,
    ...(isLimit && { help: "The system watches no more files: raise `fs.inotify.max_user_watches`, or `ulimit -n`." }),
  };
}
