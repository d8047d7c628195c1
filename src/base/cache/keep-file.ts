import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Writes a file that may be lost, whole or not at all. Never fails: where nothing can be kept, it is made again the next time. */
export function keepFile(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.${process.pid}`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
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
    return; // The folder is closed to us: there is no such file either.
  }
}
