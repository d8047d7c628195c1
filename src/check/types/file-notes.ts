import { readStamped } from "../../host/disk.js";
import type { DiskNote } from "../../host/disk-notes.js";
import { kindOf } from "../../host/disk-state.js";

/** What TypeScript found on the disk, as absolute paths. */
export interface Found {
  /** Files that it read. */
  readonly files: readonly string[];
  /** Paths at which it looked for a file and found none: creating one of them would change what is imported. */
  readonly missing: readonly string[];
}

/**
 * Returns a function that states what TypeScript found as notes about the disk. It looks at each path once, and returns
 * undefined if a file is no longer what TypeScript read.
 *
 * @param seen the text that TypeScript has of a source file, without a byte order mark
 */
export function createFileNotes(
  seen: (file: string) => string | undefined,
): (found: Found) => readonly DiskNote[] | undefined {
  const notes = new Map<string, DiskNote | undefined>();
  const noteOf = (path: string, make: (path: string) => DiskNote | undefined): DiskNote | undefined => {
    if (!notes.has(path)) notes.set(path, make(path));
    return notes.get(path);
  };
  const ofFile = (path: string): DiskNote | undefined => {
    const read = readStamped(path);
    const known = seen(path);
    if (read === undefined || (known !== undefined && known !== read.text.replace(/^\uFEFF/u, ""))) return undefined;
    return { what: "text", path, found: read.hash, stamp: read.stamp };
  };
  const ofMissing = (path: string): DiskNote | undefined => {
    const found = kindOf(path);
    return found === "file" ? undefined : { what: "kind", path, found, stamp: "" };
  };
  return ({ files, missing }) => {
    const all = [...files.map((file) => noteOf(file, ofFile)), ...missing.map((file) => noteOf(file, ofMissing))];
    const whole = all.filter((note) => note !== undefined);
    return whole.length === all.length ? whole : undefined;
  };
}
