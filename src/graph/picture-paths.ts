import path from "node:path";
import { modulePathOf } from "../../compiler/module-path.js";
import { failure, success, type Outcome } from "../base/usage-error.js";
import { kindOf } from "../host/disk-state.js";
import type { PictureOutput } from "./draw-options.js";
import { outputOfFile } from "./picture-outputs.js";
import type { FlowPicture } from "./plan-pictures.js";

/** Where a picture goes. */
export interface PicturePath {
  /** As the user names it. */
  readonly name: string;
  /** Absolute. */
  readonly file: string;
}

/**
 * Where pictures go: `--out` is a file if it has the extension of a picture, else a folder, in which each picture is in the place that
 * its flow has in the project.
 */
export function picturePaths(
  flows: readonly FlowPicture[],
  out: string,
  { output, cwd }: { readonly output: PictureOutput; readonly cwd: string },
): Outcome<readonly PicturePath[]> {
  if (out === "" || out === "-") {
    const message = out === "" ? "`--out` names no file or folder" : "`--out` writes files, and `-` is none";
    return failure({
      message,
      help: "Name a file or a folder: `--out pictures`. Without the option, one picture goes to the standard output.",
    });
  }
  const target = path.resolve(cwd, out);
  if (outputOfFile(out) === undefined || kindOf(target) === "folder") {
    return success(flows.map(({ file }) => pathIn(out, file, { output, target })));
  }
  if (flows.length > 1) {
    return failure({
      message: `${flows.length} flows do not fit into one picture, \`${out}\``,
      help: "Name a folder: `--out pictures`. With `--out .` each picture is next to its flow.",
    });
  }
  return success(flows.map(() => ({ name: out, file: target })));
}

function pathIn(
  out: string,
  flow: string,
  { output, target }: { readonly output: PictureOutput; readonly target: string },
): PicturePath {
  const inside = modulePathOf(flow, "inside").slice("inside/".length).replace(/\.ts$/u, output.extension);
  const folder = out.replace(/^\.\//u, "").replace(/[\\/]+$/u, "");
  return { name: folder === "" || folder === "." ? inside : `${folder}/${inside}`, file: path.join(target, inside) };
}
