import { readFileSync, statSync } from "node:fs";
import { isSourceFile, kindOf, stampOf } from "./disk-state.js";
import { textHash } from "../base/text-hash.js";
import type { DiskNotes } from "./disk-notes.js";

/** The host's view of the disk. All paths are absolute. */
export interface Disk {
  isSourceFile(file: string): boolean;
  kindOf(file: string): ReturnType<typeof kindOf>;
  /** Undefined if the file cannot be read. */
  readText(file: string): string | undefined;
}

/**
 * The text of a file that is open in an editor with unsaved changes; undefined for all other files. The path is
 * absolute.
 */
export type Overlays = (file: string) => string | undefined;

/** The disk with unsaved texts on top. Every answer is noted. */
export function createDisk(notes: DiskNotes, overlays: Overlays): Disk {
  return {
    isSourceFile: (file) => {
      const found = overlays(file) !== undefined || isSourceFile(file);
      notes.add({ what: "source", path: file, found: String(found), stamp: "" });
      return found;
    },
    kindOf: (file) => {
      const found = overlays(file) === undefined ? kindOf(file) : "file";
      notes.add({ what: "kind", path: file, found, stamp: "" });
      return found;
    },
    readText: (file) => {
      const overlay = overlays(file);
      // The hash differs from the one on disk, so no cache stores anything derived from it.
      const read = overlay === undefined ? readStamped(file) : { text: overlay, hash: textHash(overlay), stamp: "" };
      notes.add({ what: "text", path: file, found: read?.hash ?? "", stamp: read?.stamp ?? "" });
      return read?.text;
    },
  };
}

/** A file's text, its hash, and the state of the file before it was read; undefined if it cannot be read. */
export function readStamped(file: string): { readonly text: string; hash: string; stamp: string } | undefined {
  try {
    const now = Date.now();
    const stamp = stampOf(statSync(file), now);
    const text = readFileSync(file, "utf8");
    return { text, hash: textHash(text), stamp };
  } catch {
    return undefined;
  }
}
