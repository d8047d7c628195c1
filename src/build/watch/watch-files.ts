import { statSync } from "node:fs";
import path from "node:path";
import { isOutside } from "../../base/is-outside.js";
import { isPassedBy } from "../../host/walk.js";

/** Watches the files that a build of a project can depend on. */
export interface WatchedFiles {
  /** Also watches these files where the project's folder does not lead to them, unless they are of a package. Absolute paths. */
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
  const included = new Set<string>();
  const watcher = watch(folder, {
    ignoreInitial: true,
    ignored: (file, stats) => !included.has(file) && isIgnored(path.relative(folder, file), stats?.isFile() === true),
  });
  watcher.on("all", (_, file) => {
    if (owned.get(path.resolve(file)) !== stateOf(file)) onChange();
  });
  watcher.on("error", onError);
  await new Promise<void>((resolve) => watcher.once("ready", resolve));
  return {
    include: (files) => {
      const added = files.filter((file) => !included.has(file) && isLeftOut(path.relative(folder, file)));
      for (const file of added) included.add(file);
      if (added.length > 0) watcher.add(added);
    },
    own: (files) => {
      for (const file of files) owned.set(file, stateOf(file));
    },
    close: () => watcher.close(),
  };
}

/** Whether watching the folder does not watch a file that builds read. Packages are watched by `watchPackages`. */
function isLeftOut(file: string): boolean {
  const names = file.split(path.sep);
  return !names.includes("node_modules") && (isOutside(file) || names.some(isPassedBy));
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
