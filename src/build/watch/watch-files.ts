import { statSync } from "node:fs";
import path from "node:path";
import { isOutside } from "../../base/is-outside.js";
import { isPassedBy } from "../../host/walk.js";
import { isAtOrBelow } from "./is-at-or-below.js";
import { watchFolders } from "./watch-folders.js";

/** Watches the files that a build of a project can depend on. */
export interface WatchedFiles {
  /**
   * Also watches these files where the project's folder does not lead to them, unless they are of a package. A file that
   * changed after it may have been read counts at once.
   *
   * @param files absolute paths
   * @param since when the first of them was read, in milliseconds of the system's clock
   */
  include(files: readonly string[], since: number): void;
  /** Records files as flowc's own output in their current state: events about them are not changes. */
  own(files: readonly string[]): void;
  close(): Promise<void>;
}

export interface WatchOptions {
  onChange(): void;
  onError(error: unknown): void;
}

/**
 * Starts to watch. Resolves when no change can be missed any more.
 *
 * @param folder absolute path of the project's folder
 */
export async function watchFiles(folder: string, { onChange, onError }: WatchOptions): Promise<WatchedFiles> {
  const { watch } = await import("chokidar");
  const owned = new Map<string, string>();
  const included = new Set<string>();
  const around = watchFolders((parent, entry) => {
    const changed = entry === null ? undefined : path.join(parent, entry);
    const concerned = [...included].some((file) => changed === undefined || isAtOrBelow(file, changed));
    if (!concerned) return;
    refresh();
    onChange();
  });
  const refresh = (): void => {
    // A folder that is removed and comes back is an entry of its parent.
    around.set([...included].map((file) => path.dirname(file)).flatMap((parent) => [parent, path.dirname(parent)]));
  };
  const watcher = watch(folder, {
    ignoreInitial: true,
    ignored: (file, stats) => isIgnored(path.relative(folder, file), stats?.isFile() === true),
  });
  watcher.on("all", (_, file) => {
    if (owned.get(path.resolve(file)) !== stateOf(file)) onChange();
  });
  watcher.on("error", onError);
  await new Promise<void>((resolve) => watcher.once("ready", resolve));
  return {
    include: (files, since) => {
      const added = files.filter((file) => !included.has(file) && isLeftOut(path.relative(folder, file)));
      if (added.length === 0) return;
      for (const file of added) included.add(file);
      refresh();
      if (added.some((file) => hasChangedSince(file, since))) onChange();
    },
    own: (files) => {
      for (const file of files) owned.set(file, stateOf(file));
    },
    close: async () => {
      around.close();
      await watcher.close();
    },
  };
}

/** Whether watching the folder does not watch a file that builds read. Packages are watched by `watchPackages`. */
function isLeftOut(file: string): boolean {
  const names = file.split(path.sep);
  return !names.includes("node_modules") && (isOutside(file) || names.some(isPassedBy));
}

/** Whether a file may have changed since then. File systems round times down to a tick of their clock. */
function hasChangedSince(file: string, since: number): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined || Math.max(stats.mtimeMs, stats.ctimeMs) >= since - 20;
}

/** Whether a file can never affect a build. */
function isIgnored(file: string, isFile: boolean): boolean {
  if (file === "") return false;
  const names = file.split(path.sep).filter((name) => name !== "..");
  if (names.some(isPassedBy)) return true;
  return isFile && !/\.(?:ya?ml|json|[cm]?[jt]sx?)$/u.test(file);
}

/** The state of a file. Never undefined, so a file that was not recorded as our own always counts as changed. */
function stateOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined ? "gone" : `${stats.mtimeMs} ${stats.ctimeMs} ${stats.size} ${stats.ino}`;
}
