import { statSync } from "node:fs";
import path from "node:path";
import { isPassedBy } from "../../host/walk.js";

/** Watches the files that a build of a project can depend on. */
export interface WatchedFiles {
  /** Also watches these files, which may be outside the project. Absolute paths. */
  include(files: readonly string[]): void;
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
  const watcher = watch(folder, {
    ignoreInitial: true,
    ignored: (file, stats) => isIgnored(path.relative(folder, file), stats?.isFile() === true),
  });
  watcher.on("all", (_, file) => {
    if (owned.get(path.resolve(file)) !== stateOf(file)) onChange();
  });
  watcher.on("error", onError);
  await new Promise<void>((resolve) => watcher.once("ready", resolve));
  const watched = new Set<string>();
  return {
    include: (files) => {
      const added = files.filter((file) => !watched.has(file));
      for (const file of added) watched.add(file);
      if (added.length > 0) watcher.add(added);
    },
    own: (files) => {
      for (const file of files) owned.set(file, stateOf(file));
    },
    close: () => watcher.close(),
  };
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
