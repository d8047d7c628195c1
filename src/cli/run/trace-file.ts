import { closeSync, openSync, readSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describeFailure } from "../../base/describe-failure.js";
import { makeFolders } from "../../base/make-folders.js";
import { failure, success, type Outcome } from "../../base/usage-error.js";
import { refusedName } from "../../host/refused-name.js";
import type { Terminal } from "../../base/terminal.js";

/** An open file for the lines of a recorded run. */
export interface TraceFile {
  write(line: string): void;
  close(): void;
}

/** Opens the file of `--trace`, relative to the working directory, and creates its folder. An earlier record in it is replaced, any other file is not. */
export function openTrace(name: string, { cwd }: Pick<Terminal, "cwd">): Outcome<TraceFile> {
  const file = path.resolve(cwd, name);
  const refused = refusedName({ name, file, option: "--trace", example: "run.jsonl" });
  if (!refused.ok) return refused;
  try {
    if (isForeign(file)) {
      const message = `\`${name}\` is not replaced: it is not a recorded run`;
      return failure({ message, help: "Remove it, or name another file with `--trace`." });
    }
    makeFolders(path.dirname(file));
    const descriptor = openSync(file, "w");
    return success({
      // Unlike `writeSync`, this fails if the disk takes only a part of the line.
      write: (line) => writeFileSync(descriptor, line),
      close: () => closeSync(descriptor),
    });
  } catch (error) {
    return failure(describeFailure(name, "written", error, "--trace"));
  }
}

/** Whether a file has content that no recorder wrote. Devices and pipes have none. */
function isForeign(file: string): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats?.isFile() !== true || stats.size === 0) return false;
  const begin = Buffer.from('{"schema":"flowc.run/');
  const found = Buffer.alloc(begin.length);
  const descriptor = openSync(file, "r");
  try {
    readSync(descriptor, found, 0, found.length, 0);
  } finally {
    closeSync(descriptor);
  }
  return !found.equals(begin);
}
