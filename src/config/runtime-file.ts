import path from "node:path";
import type { FlowcConfig } from "./flowc-config.js";

/** The name of the runtime's file where `runtime` is `inline`. It ends as generated modules do, and is treated as one. */
const fileName = "flowc-runtime.flow.ts";

/**
 * Where the runtime's own file is with `runtime: "inline"` or `runtime: "./…/name.flow.ts"`: posix, relative to the
 * project; undefined where modules import a package. `inline` is the output folder, else the folder that all globs of
 * `include` share: it depends on the configuration alone.
 */
export function runtimeFileOf({ runtime, outDir, include }: FlowcConfig): string | undefined {
  if (runtime === undefined) return undefined;
  if (runtime === "inline") return path.posix.join(outDir ?? sharedFolder(include ?? []), fileName);
  return isRuntimePath(runtime) ? path.posix.normalize(runtime) : undefined;
}

/** Whether a setting of `runtime` is the path of a file, not the name of a package. */
export function isRuntimePath(runtime: string): boolean {
  return runtime.startsWith("./") || runtime.startsWith("../");
}

/** The folder above all that the globs can match, as far as their texts tell. */
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
