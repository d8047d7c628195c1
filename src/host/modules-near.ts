import { distance } from "fastest-levenshtein";
import { readdirSync } from "node:fs";
import type { Dirent } from "node:fs";
import path from "node:path";
import { compareCodePoints } from "../../compiler/compare-code-points.js";
import { kindOf } from "./disk-state.js";

const limits = { results: 20, depth: 3, entries: 2000 };
const sourceFile = /(?<!\.d)(?<!\.flow)\.[cm]?[jt]sx?$/;
const flowFile = /\.flow\.(?:ya?ml|json)$/;

/**
 * Suggests source modules for a path that does not exist: those below its nearest existing folder, most similar first,
 * at most 20. Declaration files and generated flows are left out.
 *
 * @param target absolute path, as written in an import; the returned paths are absolute too
 */
export function modulesNear(target: string): readonly string[] {
  return filesNear(target, sourceFile);
}

/** Same, for flow files. */
export function flowsNear(target: string): readonly string[] {
  return filesNear(target, flowFile);
}

/** The flow files of a folder, in the order of their names. At most 20. */
export function flowsIn(folder: string): readonly string[] {
  const names = list(folder).flatMap((entry) => (entry.isFile() && flowFile.test(entry.name) ? [entry.name] : []));
  return names
    .sort(compareCodePoints)
    .slice(0, limits.results)
    .map((name) => path.join(folder, name));
}

function filesNear(target: string, pattern: RegExp): readonly string[] {
  let folder = path.dirname(target);
  let found = filesBelow(folder, pattern);
  while (found.length === 0 && !isTop(folder)) {
    folder = path.dirname(folder);
    found = filesBelow(folder, pattern);
  }
  const wanted = withoutExtension(path.relative(folder, target)).toLowerCase();
  return found
    .map((file) => ({ file, score: distance(wanted, withoutExtension(path.relative(folder, file)).toLowerCase()) }))
    .sort((a, b) => a.score - b.score || (a.file < b.file ? -1 : 1))
    .slice(0, limits.results)
    .map(({ file }) => file);
}

/** The search goes up to the package that contains the file, but no further. */
function isTop(folder: string): boolean {
  return path.dirname(folder) === folder || list(folder).some((entry) => entry.name === "package.json");
}

function filesBelow(folder: string, pattern: RegExp): string[] {
  const files: string[] = [];
  let level = [folder];
  let seen = 0;
  for (let depth = 0; depth < limits.depth && seen < limits.entries; depth++) {
    const next: string[] = [];
    for (const current of level) {
      for (const entry of list(current)) {
        seen++;
        const file = path.join(current, entry.name);
        if (entry.isDirectory() && !/^\.|^node_modules$|^dist$/.test(entry.name)) next.push(file);
        else if (pattern.test(entry.name) && (!entry.isSymbolicLink() || kindOf(file) === "file")) files.push(file);
      }
    }
    level = next;
  }
  return files;
}

function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // A folder that does not exist, or that we may not read, has nothing to suggest.
  }
}

function withoutExtension(file: string): string {
  return file.slice(0, file.length - path.extname(file).length);
}
