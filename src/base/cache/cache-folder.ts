import { existsSync } from "node:fs";
import path from "node:path";

/**
 * The cache folder: in the nearest `node_modules`, which is the project's own or that of its workspace. An absolute
 * path, or undefined if no packages are installed.
 *
 * @param projectDir absolute path
 */
export function cacheFolder(projectDir: string): string | undefined {
  for (let folder = projectDir; ; folder = path.dirname(folder)) {
    const packages = path.join(folder, "node_modules");
    if (existsSync(packages)) return path.join(packages, ".cache", "flowc");
    if (path.dirname(folder) === folder || existsSync(path.join(folder, ".git"))) return undefined;
  }
}
