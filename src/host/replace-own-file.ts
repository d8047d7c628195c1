import { readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { describeFailure } from "../base/describe-failure.js";
import { withLineFeeds } from "../base/line-feeds.js";
import { makeFolders, removeFolders } from "../base/make-folders.js";
import { failure, success, type Outcome } from "../base/usage-error.js";
import { writeTemporary } from "../base/write-temporary.js";
import { kindOf } from "./disk-state.js";

/** A file that is written as a whole. */
export interface WholeFile {
  /** As the user names it. */
  readonly name: string;
  /** Absolute. */
  readonly file: string;
  readonly content: string | Uint8Array;
}

export interface OwnFile {
  /** Whether a file's content looks like one of this kind that flowc wrote. */
  isOurs(content: Buffer): boolean;
  /** Words for files that are not ours: `it is no picture that flowc drew`. */
  readonly notOurs: string;
  /** The option that names the file, such as `--out`. */
  readonly option: string;
}

/** Whether a file may be written: nothing is there, or something empty or of ours. */
export function checkOwnFile({ name, file }: Omit<WholeFile, "content">, own: OwnFile): Outcome<undefined> {
  try {
    const kind = kindOf(file);
    if (kind === "none") return success(undefined);
    const before = kind === "file" ? readFileSync(file) : undefined;
    if (before !== undefined && (before.length === 0 || own.isOurs(before))) return success(undefined);
  } catch (error) {
    return failure(describeFailure(name, "written", error, own.option));
  }
  // What is in a folder is not to be removed.
  if (kindOf(file) === "folder") {
    return failure({
      message: `\`${name}\` is not replaced: it is a folder`,
      help: `Name another file or folder with \`${own.option}\`.`,
    });
  }
  return failure({
    message: `\`${name}\` is not replaced: ${own.notOurs}`,
    help: "Remove it, or name another file or folder.",
  });
}

/** Whether a file can be written, which is tried, and nothing is left of that. It is asked before what makes the content. */
export function tryOwnFile({ name, file }: Omit<WholeFile, "content">, own: OwnFile): Outcome<undefined> {
  const checked = checkOwnFile({ name, file }, own);
  if (!checked.ok) return checked;
  try {
    const made = makeFolders(path.dirname(file));
    try {
      rmSync(writeTemporary(file, ""), { force: true });
    } finally {
      removeFolders(made);
    }
    return success(undefined);
  } catch (error) {
    return failure(describeFailure(name, "written", error, own.option));
  }
}

/** Writes a file, whole or not at all, and creates its folder. A file that has content and is not ours stays. */
export function replaceOwnFile(whole: WholeFile, own: OwnFile): Outcome<"written" | "unchanged"> {
  const { name, file, content } = whole;
  try {
    if (kindOf(file) === "file" && isSame(readFileSync(file), content)) return success("unchanged");
    const checked = checkOwnFile(whole, own);
    if (!checked.ok) return checked;
    makeFolders(path.dirname(file));
    const temporary = writeTemporary(file, content);
    try {
      renameSync(temporary, file);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
    return success("written");
  } catch (error) {
    return failure(describeFailure(name, "written", error, own.option));
  }
}

/** Whether a file has this content already. Line ends do not matter, since a checkout may change them. */
export function isSame(before: Buffer, content: string | Uint8Array): boolean {
  if (typeof content !== "string") return before.equals(content);
  return withLineFeeds(before.toString("utf8")) === withLineFeeds(content);
}
