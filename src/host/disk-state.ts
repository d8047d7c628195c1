import { readdirSync, readFileSync, statSync, type Stats } from "node:fs";
import path from "node:path";
import { textHash } from "../base/text-hash.js";

/** What is at a path; links are followed. What we may not look at is `none`. */
export function kindOf(file: string): "file" | "folder" | "other" | "none" {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats === undefined) return "none";
    return stats.isFile() ? "file" : stats.isDirectory() ? "folder" : "other";
  } catch {
    return "none"; // A part of its path is a file, a link to itself, or closed to us.
  }
}

/** Whether an import finds a file there. Upper and lower case of its name must be exact on every system. */
export function isSourceFile(file: string): boolean {
  return kindOf(file) === "file" && hasExactName(file);
}

/** Systems that ignore case find `Ops.ts` for `ops.ts`; the import would then break on the ones that do not. */
function hasExactName(file: string): boolean {
  if (process.platform !== "darwin" && process.platform !== "win32") return true;
  return readdirSync(path.dirname(file)).includes(path.basename(file));
}

/** The hash of what a file holds; empty where it cannot be read. */
export function hashOfFile(file: string): string {
  try {
    return textHash(readFileSync(file, "utf8"));
  } catch {
    return "";
  }
}

/**
 * The state of a file that changes whenever its content does. Empty for a file that changed just now: within one tick of
 * the file system's clock, it could change again and keep its state.
 */
export function stampOf(stats: Stats | undefined, now: number): string {
  if (stats === undefined) return "";
  const { mtimeMs, ctimeMs, size, ino } = stats;
  // Times without a fraction come from file systems that count in seconds.
  const tick = mtimeMs % 1000 === 0 && ctimeMs % 1000 === 0 ? 2500 : 50;
  return now - Math.max(mtimeMs, ctimeMs) < tick ? "" : `${mtimeMs} ${ctimeMs} ${size} ${ino}`;
}

/** The state of a file as it is now; empty where there is none. */
export function stampOfFile(file: string): string {
  try {
    const now = Date.now();
    return stampOf(statSync(file, { throwIfNoEntry: false }), now);
  } catch {
    return "";
  }
}

/** What the disk says to a question that a note keeps (`DiskNote`), as a text. */
export function answerOf(what: "kind" | "source" | "text", file: string): string {
  if (what === "kind") return kindOf(file);
  return what === "source" ? String(isSourceFile(file)) : hashOfFile(file);
}
