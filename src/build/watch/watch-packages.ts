import path from "node:path";
import type { DiskNote } from "../../host/disk-notes.js";
import { answerOf, kindOf } from "../../host/disk-state.js";
import { isAtOrBelow } from "./is-at-or-below.js";
import { watchFolders } from "./watch-folders.js";

/**
 * Watches the parts of `node_modules` that a build read: reports packages that are added, removed or changed, and no
 * others.
 */
export interface WatchedPackages {
  /**
   * From now on reports a change if one of these notes no longer holds. Notes that are not about packages are ignored.
   * Undefined if the build failed before it read anything: then every package that is added or removed counts.
   */
  follow(notes: readonly DiskNote[] | undefined): void;
  close(): void;
}

/** @param folder absolute path of the project's folder */
export function watchPackages(folder: string, onChange: () => void): WatchedPackages {
  let told = "";
  let answers: ReadonlyMap<string, readonly DiskNote[]> | undefined = new Map();
  const refresh = (): void => {
    folders.set(answers === undefined ? installFolders(folder) : foldersAbove(answers.keys(), folder));
  };
  const notice = (around: string, file: string | null): void => {
    if (answers === undefined) {
      if (file === null || countsAsInstalled(around, file)) report();
      return;
    }
    const changed = file === null ? undefined : path.join(around, file);
    const concerned = [...answers].filter(([asked]) => changed === undefined || isAtOrBelow(asked, changed));
    if (concerned.length === 0) return;
    refresh();
    if (concerned.some(([, notes]) => notes.some(isOutdated))) report();
  };
  const report = (): void => {
    refresh();
    onChange();
  };
  const folders = watchFolders(notice);
  return {
    follow: (notes) => {
      answers = notes === undefined ? undefined : groupByPath(notes.filter(({ path: asked }) => isOfPackage(asked)));
      refresh();
      // Changes between the build's reading of the disk and the start of the watcher. Reported once, regardless of the
      // build's result.
      const missed = [...(answers?.values() ?? [])].flat().filter(isOutdated).map(keyOf).join("\n");
      if (missed !== "" && missed !== told) onChange();
      told = missed;
    },
    close: folders.close,
  };
}

const packages = "node_modules";

function isOfPackage(file: string): boolean {
  return file.split(path.sep).includes(packages);
}

function isOutdated({ what, path: file, found }: DiskNote): boolean {
  return answerOf(what, file) !== found;
}

function keyOf({ what, path: file }: DiskNote): string {
  return `${what} ${file} ${answerOf(what, file)}`;
}

function groupByPath(notes: readonly DiskNote[]): ReadonlyMap<string, readonly DiskNote[]> {
  const groups = new Map<string, DiskNote[]>();
  for (const note of notes) {
    const group = groups.get(note.path);
    if (group === undefined) groups.set(note.path, [note]);
    else group.push(note);
  }
  return groups;
}

/**
 * For files in packages: their folders, up to the one that contains `node_modules`. Folders outside the installation
 * are left out.
 */
function foldersAbove(files: Iterable<string>, folder: string): string[] {
  const top = installRoot(folder);
  const folders = new Set<string>();
  for (const file of files) {
    const names = file.split(path.sep);
    const first = names.indexOf(packages);
    const around = names.slice(0, first).join(path.sep) || path.parse(file).root;
    if (!isAtOrBelow(around, top)) continue;
    for (let current = path.dirname(file); isAtOrBelow(current, around); current = path.dirname(current)) {
      if (folders.has(current)) break;
      folders.add(current);
      if (current === around) break;
    }
  }
  return [...folders];
}

/** The folders in which a project's packages can be installed, and their `node_modules`. */
function installFolders(folder: string): string[] {
  const top = installRoot(folder);
  const folders: string[] = [];
  for (let current = folder; isAtOrBelow(current, top); current = path.dirname(current)) {
    folders.push(current, path.join(current, packages));
    if (current === top) break;
  }
  return folders;
}

/** The outermost parent folder that has a `package.json` or `node_modules`: nothing is installed above it. */
function installRoot(folder: string): string {
  let found = folder;
  for (let current = folder; path.dirname(current) !== current; current = path.dirname(current)) {
    const hasPackages = kindOf(path.join(current, packages)) === "folder";
    if (hasPackages || kindOf(path.join(current, "package.json")) === "file") found = current;
  }
  return found;
}

/**
 * Around `node_modules`, anything else is no package: logs and other tools' output are written there all the time. In it, ignores the caches that
 * tools keep there. What npm and pnpm write when they finish counts.
 */
function countsAsInstalled(folder: string, name: string): boolean {
  if (path.basename(folder) !== packages) return name === packages || name === "package.json";
  return !name.startsWith(".") || [".package-lock.json", ".modules.yaml", ".yarn-integrity"].includes(name);
}
