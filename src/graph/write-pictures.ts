import { mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { describeFailure } from "../base/describe-failure.js";
import { withLineFeeds } from "../base/line-feeds.js";
import { failure, success, type Outcome, type UsageError } from "../base/usage-error.js";
import { writeTemporary } from "../base/write-temporary.js";
import { kindOf } from "../host/disk-state.js";
import type { ModuleReport } from "../project/findings-report.js";
import type { PictureOutput } from "./draw-options.js";

/** A file with a picture. */
export interface PictureFile {
  /** As the user names it. */
  readonly name: string;
  /** Absolute. */
  readonly file: string;
  readonly content: string | Uint8Array;
}

/** Writes pictures, each whole or not at all, and says what became of them. Files that are no pictures of ours stay. */
export function writePictures(files: readonly PictureFile[], output: PictureOutput): Outcome<readonly ModuleReport[]> {
  const errors: UsageError[] = [];
  const reports: ModuleReport[] = [];
  for (const picture of files) {
    const written = writePicture(picture, output);
    if (written.ok) reports.push({ path: picture.name, status: written.value });
    else errors.push(...written.errors);
  }
  return errors.length > 0 ? failure(...errors) : success(reports);
}

/** Compares pictures with what is on the disk; line ends do not matter, since a checkout may change them. */
export function comparePictures(files: readonly PictureFile[]): readonly ModuleReport[] {
  return files.map(({ name, file, content }): ModuleReport => {
    if (kindOf(file) !== "file") return { path: name, status: "missing" };
    return { path: name, status: isSame(readFileSync(file), content) ? "unchanged" : "stale" };
  });
}

function writePicture({ name, file, content }: PictureFile, output: PictureOutput): Outcome<"written" | "unchanged"> {
  try {
    const kind = kindOf(file);
    if (kind === "folder" || kind === "other") return failure(notOurs(name));
    const before = kind === "file" ? readFileSync(file) : undefined;
    if (before !== undefined && isSame(before, content)) return success("unchanged");
    if (before !== undefined && before.length > 0 && !output.isOurs(before)) return failure(notOurs(name));
    mkdirSync(path.dirname(file), { recursive: true });
    const temporary = writeTemporary(file, content);
    try {
      renameSync(temporary, file);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
    return success("written");
  } catch (error) {
    const { message, help } = describeFailure(name, "written", error);
    return failure({ message, ...(help !== undefined && { help: help.replaceAll("`outDir`", "`--out`") }) });
  }
}

function isSame(before: Buffer, content: string | Uint8Array): boolean {
  if (typeof content !== "string") return before.equals(content);
  return withLineFeeds(before.toString("utf8")) === withLineFeeds(content);
}

function notOurs(name: string): UsageError {
  return {
    message: `\`${name}\` is not replaced: it is no picture that flowc drew`,
    help: "Remove it, or name another file or folder with `--out`.",
  };
}
