import { existsSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { textHash } from "../text-hash.js";

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

/**
 * A folder for a project without packages, in the user's cache folder: where `XDG_CACHE_HOME` says, or where the system
 * keeps caches. An absolute path, or undefined if the user has no home folder. It need not exist.
 *
 * @param projectDir absolute path
 */
export function userCacheFolder(projectDir: string): string | undefined {
  const caches = userCaches(process.env);
  return caches === undefined || !path.isAbsolute(caches)
    ? undefined
    : path.join(caches, "flowc", `${path.basename(projectDir)}-${textHash(projectDir).slice(0, 16)}`);
}

function userCaches({ XDG_CACHE_HOME: xdg, LOCALAPPDATA: local }: NodeJS.ProcessEnv): string | undefined {
  if (xdg !== undefined && path.isAbsolute(xdg)) return xdg;
  if (process.platform === "win32") return local;
  const home = homeFolder();
  if (home === undefined) return undefined;
  return process.platform === "darwin" ? path.join(home, "Library", "Caches") : path.join(home, ".cache");
}

function homeFolder(): string | undefined {
  try {
    return homedir();
  } catch {
    return undefined; // The user has neither `HOME` nor an entry in the system's list of users.
  }
}
