import { lstatSync } from "node:fs";
import path from "node:path";
import type { UsageError } from "./usage-error.js";

/** How to fix a failure. `option` is the setting that says where to write. */
type Cure = string | ((option: string) => string) | undefined;

type Meaning = readonly [reason: string, cure: Cure];

const otherFolder: Cure = (option) => `Change the rights of its folder, or choose another with \`${option}\`.`;
const blocked: Cure = (option) => `Move that file, or choose another folder with \`${option}\`.`;

/** For each system error code of a failed write: what it means, and how to fix it. */
const meanings: Readonly<Record<string, Meaning>> = {
  ENOSPC: ["the disk is full", "Free some space."],
  EDQUOT: ["your share of the disk is used up", "Free some space."],
  EACCES: ["you have no right to", otherFolder],
  EPERM: ["you have no right to", otherFolder],
  EROFS: ["the disk is read-only", (option) => `Choose a folder on another disk with \`${option}\`.`],
  ENOTDIR: ["a part of its path is a file, not a folder", blocked],
  EEXIST: ["a part of its path is a file, not a folder", blocked],
  EISDIR: [
    "a folder of that name is there",
    (option) => `Rename that folder, or choose another place with \`${option}\`.`,
  ],
  ENOENT: ["it is not there", undefined],
  ELOOP: ["it is a link that leads to itself", "Remove the link."],
  EIO: ["the system reports a fault of the disk", undefined],
  EMFILE: ["too many files are open", "Raise the limit: `ulimit -n`."],
  ENAMETOOLONG: ["its name is too long", "Give the flow file a shorter name."],
};

const unreadable: typeof meanings = {
  ENOENT: ["it does not exist", undefined],
  EACCES: ["you have no right to", "Give yourself the right to read it."],
  EPERM: ["you have no right to", "Give yourself the right to read it."],
  EISDIR: ["it is a folder", "Name a file."],
  ENOTDIR: ["a part of its path is a file, not a folder", "Name another file."],
};

/**
 * Describes a system error. `verb` is the participle of what was attempted, such as "written" in "cannot be written".
 * `option` is the setting that says where to write.
 */
export function describeFailure(file: string, verb: string, error: unknown, option = "outDir"): UsageError {
  const [reason, cure] = meaningOf(error, verb);
  const message = `\`${file}\` cannot be ${verb}: ${reason}`;
  const help = typeof cure === "function" ? cure(option) : cure;
  return help === undefined ? { message } : { message, help };
}

/** Why a file cannot be read, worded to follow "cannot be read:". */
export function whyUnreadable(error: unknown): string {
  const [reason] = meaningOf(error, "read");
  return reason;
}

function meaningOf(error: unknown, verb: string): Meaning {
  if (!(error instanceof Error)) return [String(error), undefined];
  const code = "code" in error ? String(error.code) : "";
  if (verb === "read") return unreadable[code] ?? meanings[code] ?? [error.message, undefined];
  const atPlace = verb === "written" ? meaningOfPlace(error) : undefined;
  return atPlace ?? meanings[code] ?? [error.message, undefined];
}

/** Why nothing can be created at the path of an error. The code is the same for links and for folders of the system, such as `/proc`. */
function meaningOfPlace({ code, syscall, path: place }: NodeJS.ErrnoException): Meaning | undefined {
  if (place === undefined || (code !== "ENOENT" && code !== "EEXIST")) return undefined;
  const isFolder = syscall === "mkdir";
  if (isLink(place)) {
    const subject = isFolder ? `\`${place}\`` : "it";
    return [`${subject} is a link that leads nowhere`, "Remove the link, or name another file."];
  }
  if (code === "EEXIST") return undefined;
  const reason = `no ${isFolder ? "folder" : "file"} can be created in \`${path.dirname(place)}\``;
  return [reason, (option) => `Choose another place with \`${option}\`.`];
}

function isLink(place: string): boolean {
  try {
    return lstatSync(place).isSymbolicLink();
  } catch {
    return false;
  }
}
