import { closeSync, fchmodSync, openSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Writes a text to a new hidden file next to its target, with the target's mode. Returns the path of the file, which
 * the caller renames; if it throws, no file is left. It does not flush to disk: what a power cut destroys, the next
 * build writes again.
 */
export function writeTemporary(target: string, text: string | Uint8Array): string {
  const name = `.${path.basename(target).slice(0, 100)}.${process.pid}-${momentOf(process.hrtime.bigint())}.tmp`;
  const temporary = path.join(path.dirname(target), name);
  const mode = statSync(target, { throwIfNoEntry: false })?.mode;
  const descriptor = openSync(temporary, "wx");
  try {
    try {
      writeFileSync(descriptor, text);
      if (mode !== undefined) fchmodSync(descriptor, mode & 0o777);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  return temporary;
}

/** The low 48 bits of a time in nanoseconds, in hexadecimal. No two files of a process have the same. */
function momentOf(time: bigint): string {
  return BigInt.asUintN(48, time).toString(16).padStart(12, "0");
}

const temporaryName = /^\..*\.(?<pid>\d+)-[0-9a-f]{12}\.tmp$/u;
/** Milliseconds. A younger file may belong to a process on another machine, whose id means nothing here. */
const youth = 10_000;

/** Removes temporary files that killed processes left in a folder. Never throws. */
export function removeAbandoned(folder: string): void {
  try {
    for (const name of readdirSync(folder)) {
      const pid = temporaryName.exec(name)?.groups?.["pid"];
      const file = path.join(folder, name);
      if (pid === undefined || isRunning(Number(pid)) || Date.now() - statSync(file).mtimeMs < youth) continue;
      rmSync(file, { force: true });
    }
  } catch {
    return; // A left-over file does no harm, and the next build tries again.
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code !== "ESRCH";
  }
}
