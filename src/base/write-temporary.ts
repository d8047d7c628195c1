import { closeSync, fchmodSync, openSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Writes a text to a new hidden file next to its target, with the target's mode. Gives the file's path, to be renamed; when
 * it throws, no file is left. It does not wait for the disk: what a power cut takes away, the next build writes again.
 */
export function writeTemporary(target: string, text: string): string {
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

/** The last 48 bits of a time in nanoseconds: no two files of a process are of one moment. */
function momentOf(time: bigint): string {
  return BigInt.asUintN(48, time).toString(16).padStart(12, "0");
}

const temporaryName = /^\..*\.(?<pid>\d+)-[0-9a-f]{12}\.tmp$/u;
/** Milliseconds: a file that is younger may be of a process on another machine, whose number says nothing here. */
const youth = 10_000;

/** Removes from a folder what processes left that were killed while they wrote. Never fails. */
export function removeAbandoned(folder: string): void {
  try {
    for (const name of readdirSync(folder)) {
      const pid = temporaryName.exec(name)?.groups?.["pid"];
      const file = path.join(folder, name);
      if (pid === undefined || isRunning(Number(pid)) || Date.now() - statSync(file).mtimeMs < youth) continue;
      rmSync(file, { force: true });
    }
  } catch {
    return; // It is only in the way, and the next build tries again.
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
