import { failure, success, type Outcome } from "../base/usage-error.js";
import { kindOf } from "./disk-state.js";

/** A file that an option names. */
export interface NamedFile {
  /** As the user names it. */
  readonly name: string;
  /** Absolute. */
  readonly file: string;
  /** Such as `--trace`. */
  readonly option: string;
  /** Such as `run.jsonl`. */
  readonly example: string;
}

/** Refuses what names no file: nothing, a folder, or `-`, which names the standard output in other programs. */
export function refusedName({ name, file, option, example }: NamedFile): Outcome<undefined> {
  if (name === "")
    return failure({ message: `\`${option}\` names no file`, help: `Name one: \`${option} ${example}\`.` });
  if (name === "-") {
    const message = `\`${option}\` writes a file, and \`-\` is none`;
    return failure({ message, help: `Name one: \`${option} ${example}\`. A file of this name is \`./-\`.` });
  }
  const isFolder = kindOf(file) === "folder";
  if (!isFolder && !/[\\/]$/u.test(name)) return success(undefined);
  const message = isFolder ? `\`${name}\` is not replaced: it is a folder` : `\`${name}\` is the name of a folder`;
  return failure({ message, help: `Name a file in it: \`${option} ${name.replace(/[\\/]+$/u, "")}/${example}\`.` });
}
