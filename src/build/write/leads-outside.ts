import { realpathSync } from "node:fs";
import path from "node:path";
import { isOutside } from "../../base/is-outside.js";

/**
 * Returns the real path of a file in the project if links lead it out of the project, otherwise undefined. Both paths
 * are absolute.
 */
export type OutsideCheck = (file: string) => string | undefined;

/** Creates the check. A path that is outside as written, for example through `outDir`, is intended and passes. */
export function createOutsideCheck(projectDir: string): OutsideCheck {
  const project = path.resolve(projectDir);
  const realProject = realpathSync(project);
  const folders = new Map<string, string>();
  const realFolder = (folder: string): string => {
    let real = folders.get(folder);
    if (real === undefined)
      folders.set(
        folder,
        (real = realOf(folder) ?? path.join(realFolder(path.dirname(folder)), path.basename(folder))),
      );
    return real;
  };
  return (file) => {
    if (!isBelow(file, project)) return undefined;
    const real = realOf(file) ?? path.join(realFolder(path.dirname(file)), path.basename(file));
    return isBelow(real, realProject) ? undefined : real;
  };
}

function realOf(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    return undefined; // It does not exist yet, so its folder decides.
  }
}

function isBelow(file: string, folder: string): boolean {
  return !isOutside(path.relative(folder, file));
}
