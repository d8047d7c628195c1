import { mkdirSync, rmdirSync, statSync } from "node:fs";
import path from "node:path";

/**
 * Creates a folder and those above it, and returns those that were missing, the outermost first. If one cannot be made, none is left. It is
 * used instead of `mkdirSync` with `recursive`, which Node 20 repeats for ever below folders in which nothing can be made, such as `/proc/none`.
 */
export function makeFolders(folder: string, mode?: number): readonly string[] {
  const missing = missingFolders(folder);
  const made: string[] = [];
  try {
    for (const one of missing) if (makeFolder(one, mode)) made.push(one);
  } catch (error) {
    removeFolders(made);
    throw error;
  }
  return made;
}

/** Removes folders that were made, the innermost first. Those in which something is by now stay. */
export function removeFolders(made: readonly string[]): void {
  for (const folder of [...made].reverse()) {
    try {
      rmdirSync(folder);
    } catch {
      return;
    }
  }
}

function missingFolders(folder: string): string[] {
  const missing: string[] = [];
  for (let at = folder; !isFolder(at); at = path.dirname(at)) {
    missing.unshift(at);
    if (at === path.dirname(at)) break;
  }
  return missing;
}

/** Returns whether it was made: another process may have been faster. */
function makeFolder(folder: string, mode: number | undefined): boolean {
  try {
    mkdirSync(folder, { mode });
    return true;
  } catch (error) {
    if (isFolder(folder)) return false;
    throw error;
  }
}

function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
}
