import type { UsageError } from "../base/usage-error.js";
import type { DiskNote } from "../host/disk-notes.js";
import { createChanges } from "../build/watch/changes.js";
import { watchFiles } from "../build/watch/watch-files.js";
import { watchPackages } from "../build/watch/watch-packages.js";
import { exitStatus, type ExitStatus } from "../base/exit-status.js";
import { isInterruption } from "../base/interruptible.js";
import { loadSettings, type ProjectOptions } from "../project/load-settings.js";
import { printUsageErrors } from "./print-usage-errors.js";
import type { Terminal } from "../base/terminal.js";

/** One build or check of a watching command. */
export interface Round {
  /** What the outcome depends on in packages. If undefined, every package that is added or removed counts. */
  readonly notes: readonly DiskNote[] | undefined;
  /** Absolute paths of the files that the round wrote: events about them are not changes. */
  readonly written: readonly string[];
  /** Absolute paths of the files that it read. */
  readonly read: readonly string[];
  /** Prints what is new. Called once all of the above is watched. */
  print(): Promise<void>;
}

/** Runs one round, and another whenever a relevant file changes, until the user stops the command. */
export async function watchRounds(
  options: ProjectOptions,
  terminal: Terminal,
  round: () => Promise<Round>,
): Promise<ExitStatus> {
  const first = await loadSettings(options, terminal);
  if (!first.ok) return printUsageErrors(first.errors, terminal);
  const folder = first.value.projectDir;
  const changes = createChanges();
  const faults: UsageError[] = [];
  const files = await watchFiles(folder, {
    onChange: changes.add,
    onError: (error) => {
      faults.push(describeFault(error));
      changes.stop();
    },
  });
  const packages = watchPackages(folder, changes.add);
  const ends = [terminal.signal, ...(terminal.lost === undefined ? [] : [terminal.lost])];
  for (const signal of ends) signal.addEventListener("abort", changes.stop, { once: true });
  try {
    do {
      const since = Date.now();
      const { notes, written, read, print } = await round();
      // Comes first: until then, flowc's own output would count as a change.
      files.own(written);
      files.include(read, since);
      packages.follow(notes);
      await print();
    } while (!ends.some(({ aborted }) => aborted) && faults.length === 0 && (await changes.next()));
  } catch (error) {
    if (!isInterruption(error, terminal)) throw error;
  } finally {
    terminal.live?.("");
    packages.close();
    await files.close();
  }
  return faults.length > 0 ? printUsageErrors(faults, terminal) : exitStatus.fine;
}

function describeFault(error: unknown): UsageError {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const isLimit = code === "ENOSPC" || code === "EMFILE";
  return {
    message: `the files cannot be watched: ${message}`,
    ...(isLimit && { help: "The system watches no more files: raise `fs.inotify.max_user_watches`, or `ulimit -n`." }),
  };
}
