import { renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { makeFolders } from "../make-folders.js";

/** Writes a cache file atomically. Failures are ignored: the file is rebuilt next time. */
export function keepFile(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.${process.pid}`;
  try {
    makeFolders(path.dirname(file));
    writeFileSync(temporary, content);
    renameSync(temporary, file);
  } catch {
    remove(temporary);
  }
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    return; // We may not write to the folder, so there is no temporary file to remove.
  }
}
