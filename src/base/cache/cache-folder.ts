import { existsSync } from "node:fs";
import path from "node:path";

/**
 * The folder for what may be lost: next to the packages that the project uses, its own or those of the workspace that it is
 * in. Absolute; undefined where no packages are installed.
 *
 * @param projectDir absolute
 */
export function cacheFolder(projectDir: string): string | undefined {
  for (let folder = projectDir; ; folder = path.dirname(folder)) {
    const packages = path.join(folder, "node_modules");
    if (existsSync(packages)) return path.join(packages, ".cache", "flowc");
    if (path.dirname(folder) === folder || existsSync(path.join(folder, ".git"))) return undefined;
  }
}
