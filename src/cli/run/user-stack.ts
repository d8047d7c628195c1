import { fileURLToPath } from "node:url";
import path from "node:path";
import { stackOf } from "./describe-error.js";
import { visibleText } from "../../base/visible-text.js";
import { isOutside } from "../../base/is-outside.js";

export interface UserStackOptions {
  /** Folder of flowc. Frames in it are left out, but not those of packages installed in it. */
  readonly packageFolder: string;
  readonly cwd: string;
}

/**
 * The user's frames in an error's stack, without those of flowc, Node and the loader. Frames have the format of
 * https://v8.dev/docs/stack-trace-api. The call sites of that API would be those of compiled code: a loader maps the text alone.
 */
export function userStack(error: unknown, options: UserStackOptions): string[] {
  return stackOf(error)
    .split("\n")
    .filter((line) => /^\s+at /u.test(line))
    .flatMap((line) => {
      const file = fileOf(line);
      return file === undefined || isForeign(file, options) ? [] : [visibleText(shorten(line, options.cwd))];
    });
}

/** The file of a frame; undefined for frames without a file and for those of Node itself. */
function fileOf(line: string): string | undefined {
  const place = /(?:\(|\bat (?:async )?)((?:file:\/\/)?(?:\/|[A-Za-z]:[\\/])[^()]*?):\d+:\d+\)?$/u.exec(line)?.[1];
  if (place === undefined) return undefined;
  const plain = place.replace(/\?.*$/u, "");
  return plain.startsWith("file://") ? fileURLToPath(plain) : plain;
}

function isForeign(file: string, { packageFolder }: UserStackOptions): boolean {
  if (/[\\/]node_modules[\\/](?:tsx|flowc|@flowc[\\/]runtime|commander)[\\/]/u.test(file)) return true;
  const [top] = path.relative(packageFolder, file).split(path.sep);
  return top === "dist" || top === "src" || top === "compiler" || top === "runtime";
}

/** Removes `file://` and the loader's query from a frame. A path below the working directory becomes relative. */
function shorten(line: string, cwd: string): string {
  const place = /(?:file:\/\/)?(\/[^()?]*)(?:\?[^():]*)?(:\d+:\d+\)?)$/u.exec(line);
  if (place === null) return line;
  const [all, file = "", position = ""] = place;
  const decoded = all.startsWith("file://") ? fileURLToPath(`file://${file}`) : file;
  const relative = path.relative(cwd, decoded);
  return line.slice(0, place.index) + (isOutside(relative) ? decoded : relative) + position;
}
