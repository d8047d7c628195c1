import path from "node:path";
import type { FlowcConfig } from "./flowc-config.js";

/**
 * The file name of the runtime with `runtime: "inline"`. It ends like those of generated modules and is treated like
 * them.
 */
const fileName = "flowc-runtime.flow.ts";

/**
 * The path of the runtime's file with `runtime: "inline"` or `runtime: "./…/name.flow.ts"`: posix, relative to the
 * project; undefined if modules import a package. With `inline` it is in the output folder, or else in the folder that
 * all globs of `include` share, so it depends only on the configuration.
 */
export function runtimeFileOf({ runtime, outDir, include }: FlowcConfig): string | undefined {
  if (runtime === undefined) return undefined;
  if (runtime === "inline") return path.posix.join(outDir ?? sharedFolder(include ?? []), fileName);
  return isRuntimePath(runtime) ? path.posix.normalize(runtime) : undefined;
}

/** Whether a value of `runtime` is a file's path rather than a package name. */
export function isRuntimePath(runtime: string): boolean {
  return runtime.startsWith("./") || runtime.startsWith("../");
}

/** The deepest folder that contains everything the globs can match, judging by their text. */
function sharedFolder(globs: readonly string[]): string {
  const [first = [], ...others] = globs.filter((glob) => !glob.startsWith("!")).map(fixedFolders);
  const shared = first.findIndex((folder, depth) => others.some((folders) => folders[depth] !== folder));
  return (shared < 0 ? first : first.slice(0, shared)).join("/");
}

function fixedFolders(glob: string): string[] {
  const folders = path.posix.normalize(glob).split("/").slice(0, -1);
  const open = folders.findIndex((folder) => /[*?{}()[\]!\\]/u.test(folder));
  return open < 0 ? folders : folders.slice(0, open);
}
