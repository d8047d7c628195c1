import { realpathSync } from "node:fs";
import path from "node:path";
import { isOutside } from "../../base/is-outside.js";

/** Where links lead a path of the project, if that is outside of the project; else undefined. Absolute in and out. */
export type OutsideCheck = (file: string) => string | undefined;

/** A path whose own spelling is outside, as `outDir` may say, is what the user wants, and leads nowhere else. */
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
    return undefined; // Not there yet: its folder decides.
  }
}

function isBelow(file: string, folder: string): boolean {
  return !isOutside(path.relative(folder, file));
}
