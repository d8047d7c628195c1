import { closeSync, fchmodSync, fsyncSync, openSync, rmSync, statSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import path from "node:path";

/**
 * Writes a text to a new hidden file beside its target, with the target's mode, and waits until the disk has it. Gives the
 * file's path, to be renamed; when it throws, no file is left.
 */
export function writeTemporary(target: string, text: string): string {
  const name = `.${path.basename(target).slice(0, 100)}.${randomBytes(6).toString("hex")}.tmp`;
  const temporary = path.join(path.dirname(target), name);
  const mode = statSync(target, { throwIfNoEntry: false })?.mode;
  const descriptor = openSync(temporary, "wx");
  try {
    writeFileSync(descriptor, text);
    if (mode !== undefined) fchmodSync(descriptor, mode & 0o777);
    fsyncSync(descriptor);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
  return temporary;
}
