import path from "node:path";
import type { Disk } from "./disk.js";
import { findSourceFile } from "./find-source-file.js";

/** Conditions under which a module of the user's, and TypeScript for it, imports a package. */
const conditions = new Set(["import", "node", "types", "module-sync", "default"]);

/**
 * Whether a package's module can be imported from a folder by Node's rules: the nearest `node_modules` that has the
 * package, its `exports` where it declares them, else a file of it; or the package that the folder itself is in.
 *
 * @param specifier `name`, `@scope/name` or `name/sub/path`
 * @param folder absolute path of the importing file's folder
 */
export function canImportPackage(specifier: string, folder: string, disk: Disk): boolean {
  const parsed = /^((?:@[^/]+\/)?[^/@.][^/]*)(\/.+)?$/.exec(specifier);
  if (!parsed?.[1]) return false;
  const [, name, subpath = ""] = parsed;
  for (const ancestor of ancestorsOf(folder)) {
    if (path.basename(ancestor) !== "node_modules") {
      const packageDir = path.join(ancestor, "node_modules", name);
      if (disk.kindOf(packageDir) === "folder") return hasModule(packageDir, subpath, disk);
    }
    const own = readManifest(ancestor, disk);
    if (own?.["name"] === name && own["exports"] !== undefined) return hasModule(ancestor, subpath, disk);
  }
  return false;
}

/**
 * What a `#name` import (the `imports` of the nearest package.json) stands for: a file's absolute path as it is
 * spelled there, or the name of another package.
 */
export function findImportsTarget(specifier: string, folder: string, disk: Disk): string | undefined {
  for (const ancestor of ancestorsOf(folder)) {
    const manifest = readManifest(ancestor, disk);
    if (!manifest) continue;
    const target = matchSubpath(manifest["imports"], specifier);
    return target?.startsWith("./") ? path.join(ancestor, target) : target;
  }
  return undefined;
}

function hasModule(packageDir: string, subpath: string, disk: Disk): boolean {
  const manifest = readManifest(packageDir, disk);
  const declared = manifest?.["exports"];
  if (declared === undefined || declared === null) {
    return subpath === "" ? true : findSourceFile(packageDir + subpath, disk.isSourceFile) !== undefined;
  }
  return matchSubpath(hasSubpaths(declared) ? declared : { ".": declared }, `.${subpath}`) !== undefined;
}

function hasSubpaths(declared: unknown): boolean {
  return isRecord(declared) && Object.keys(declared).some((key) => key.startsWith("."));
}

/** The target that `exports` or `imports` has for a subpath: exact keys first, then patterns, the longest first. */
function matchSubpath(table: unknown, subpath: string): string | undefined {
  if (!isRecord(table)) return undefined;
  if (Object.hasOwn(table, subpath)) return chooseTarget(table[subpath]);
  const patterns = Object.keys(table).filter((key) => key.includes("*"));
  for (const pattern of patterns.sort((a, b) => b.indexOf("*") - a.indexOf("*") || b.length - a.length)) {
    const [before = "", after = ""] = pattern.split("*");
    if (subpath.length < pattern.length || !subpath.startsWith(before) || !subpath.endsWith(after)) continue;
    const matched = subpath.slice(before.length, subpath.length - after.length);
    return chooseTarget(table[pattern])?.replaceAll("*", matched);
  }
  return undefined;
}

function chooseTarget(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(chooseTarget).find((target) => target !== undefined);
  if (!isRecord(value)) return undefined;
  for (const [condition, target] of Object.entries(value)) {
    const chosen = conditions.has(condition) ? chooseTarget(target) : undefined;
    if (chosen !== undefined) return chosen;
  }
  return undefined;
}

function readManifest(folder: string, disk: Disk): Record<string, unknown> | undefined {
  const text = disk.readText(path.join(folder, "package.json"));
  if (text === undefined) return undefined;
  try {
    const manifest: unknown = JSON.parse(text);
    return isRecord(manifest) ? manifest : undefined;
  } catch {
    return undefined; // Without a manifest that can be read, a folder is no package: Node says the same.
  }
}

function* ancestorsOf(folder: string): Generator<string> {
  for (let current = folder; ; current = path.dirname(current)) {
    yield current;
    if (path.dirname(current) === current) return;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
