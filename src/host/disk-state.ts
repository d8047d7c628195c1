import { readdirSync, readFileSync, statSync, type Stats } from "node:fs";
import path from "node:path";
import { textHash } from "../base/text-hash.js";

/** What is at a path, following links; `none` if we may not look at it. */
export function kindOf(file: string): "file" | "folder" | "other" | "none" {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats === undefined) return "none";
    return stats.isFile() ? "file" : stats.isDirectory() ? "folder" : "other";
  } catch {
    return "none"; // A part of the path is a file, a link to itself, or a folder that we may not enter.
  }
}

/** Whether an import finds a file there. The case of its name must match exactly, on every system. */
export function isSourceFile(file: string): boolean {
  return kindOf(file) === "file" && hasExactName(file);
}

/** Systems that ignore case find `Ops.ts` for `ops.ts`, but such an import would break on the others. */
function hasExactName(file: string): boolean {
  if (process.platform !== "darwin" && process.platform !== "win32") return true;
  return readdirSync(path.dirname(file)).includes(path.basename(file));
}

/** The hash of a file's content, or an empty string if it cannot be read. */
export function hashOfFile(file: string): string {
  try {
    return textHash(readFileSync(file, "utf8"));
  } catch {
    return "";
  }
}

/**
 * The state of a file, which changes whenever its content does. Empty for a file that has just changed: within one tick
 * of the file system's clock it could change again without changing its state.
 */
export function stampOf(stats: Stats | undefined, now: number): string {
  if (stats === undefined) return "";
  const { mtimeMs, ctimeMs, size, ino } = stats;
  // Times without a fraction come from file systems that count whole seconds.
  const tick = mtimeMs % 1000 === 0 && ctimeMs % 1000 === 0 ? 2500 : 50;
  return now - Math.max(mtimeMs, ctimeMs) < tick ? "" : `${mtimeMs} ${ctimeMs} ${size} ${ino}`;
}

/** The current state of a file, or an empty string if it does not exist. */
export function stampOfFile(file: string): string {
  try {
    const now = Date.now();
    return stampOf(statSync(file, { throwIfNoEntry: false }), now);
  } catch {
    return "";
  }
}

/** Answers the question of a note (`DiskNote`) from the disk, as a string. */
export function answerOf(what: "kind" | "source" | "text", file: string): string {
  if (what === "kind") return kindOf(file);
  return what === "source" ? String(isSourceFile(file)) : hashOfFile(file);
}
