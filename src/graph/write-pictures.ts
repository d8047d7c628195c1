import { readFileSync } from "node:fs";
import { failure, success, type Outcome, type UsageError } from "../base/usage-error.js";
import { kindOf } from "../host/disk-state.js";
import { isSame, replaceOwnFile, type WholeFile } from "../host/replace-own-file.js";
import type { ModuleReport } from "../project/findings-report.js";
import type { PictureOutput } from "./draw-options.js";

/** A file with a picture. */
export type PictureFile = WholeFile;

/** Writes pictures, each whole or not at all, and says what became of them. Files that are no pictures of ours stay. */
export function writePictures(files: readonly PictureFile[], output: PictureOutput): Outcome<readonly ModuleReport[]> {
  const errors: UsageError[] = [];
  const reports: ModuleReport[] = [];
  for (const picture of files) {
    const written = replaceOwnFile(picture, {
      isOurs: (content) => output.isOurs(content),
      notOurs: "it is no picture that flowc drew",
      option: "--out",
    });
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
