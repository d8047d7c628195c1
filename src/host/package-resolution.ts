import path from "node:path";
import { ancestorsOf } from "./ancestors-of.js";
import type { Disk } from "./disk.js";
import { findSourceFile } from "./find-source-file.js";
import { modulesNear } from "./modules-near.js";
import { matchTable, subpathsOf } from "./package-exports.js";
import { readManifest } from "./read-manifest.js";
import { toPosix } from "../base/project-paths.js";

/** The module that an import of a package leads to. */
export type PackageModule =
  /**
   * `file`: absolute path of the file that Node loads; undefined if there are only types, or if it cannot be
   * determined.
   */
  | { readonly kind: "found"; readonly file: string | undefined; readonly isOnlyTypes: boolean }
  /** The package exists but does not export this. `offered`: what can be imported from it instead. */
  | { readonly kind: "hidden"; readonly offered: readonly string[] }
  | { readonly kind: "none" };

/** The file that imports. */
export interface Importer {
  /** Absolute path of its folder. */
  readonly folder: string;
  readonly disk: Disk;
  /** Whether Node itself finds its imports, as those of an ES module. */
  readonly isNodeModule: () => boolean;
}

/**
 * Finds a package's module by Node's rules. The package is in the nearest `node_modules` that has it, or is the one
 * that contains the importing file. The module is what its `exports` say, or one of its files if it has no `exports`.
 *
 * @param specifier `name`, `@scope/name` or `name/sub/path`
 */
export function findPackageModule(specifier: string, importer: Importer): PackageModule {
  const { folder, disk } = importer;
  const parsed = /^((?:@[^/]+\/)?[^/@.][^/]*)(\/.+)?$/.exec(specifier);
  const [, name, subpath = ""] = parsed ?? [];
  if (name === undefined) return { kind: "none" };
  for (const ancestor of ancestorsOf(folder)) {
    if (path.basename(ancestor) !== "node_modules") {
      const packageDir = path.join(ancestor, "node_modules", name);
      if (disk.kindOf(packageDir) === "folder") return moduleOf({ name, packageDir, subpath, importer });
    }
    const own = readManifest(ancestor, disk);
    if (own?.["name"] === name && own["exports"] !== undefined) {
      return moduleOf({ name, packageDir: ancestor, subpath, importer });
    }
  }
  return { kind: "none" };
}

/**
 * The target of a `#name` import in the `imports` of the nearest package.json: the absolute path of a file as written
 * there, or the name of another package.
 */
export function findImportsTarget(specifier: string, folder: string, disk: Disk): string | undefined {
  for (const ancestor of ancestorsOf(folder)) {
    const manifest = readManifest(ancestor, disk);
    if (!manifest) continue;
    const target = matchTable(manifest["imports"], specifier)?.target;
    return target?.startsWith("./") ? path.join(ancestor, target) : target;
  }
  return undefined;
}

/** The `type` of the package that contains a file: it says whether a `.js` file is an ES module. */
export function packageTypeOf(file: string, disk: Disk): unknown {
  for (const ancestor of ancestorsOf(path.dirname(file))) {
    const manifest = readManifest(ancestor, disk);
    if (manifest !== undefined || path.basename(ancestor) === "node_modules") return manifest?.["type"];
  }
  return undefined;
}

interface Asked {
  readonly name: string;
  readonly packageDir: string;
  /** Empty, or starts with `/`. */
  readonly subpath: string;
  readonly importer: Importer;
}

function moduleOf(asked: Asked): PackageModule {
  const { name, packageDir, subpath, importer } = asked;
  const manifest = readManifest(packageDir, importer.disk);
  const declared = manifest?.["exports"];
  if (declared === undefined || declared === null) return fileOf(asked, manifest);
  const table = subpathsOf(declared);
  const match = matchTable(table, `.${subpath}`);
  if (match !== undefined) {
    const file = match.target === undefined ? undefined : path.join(packageDir, match.target);
    return { kind: "found", file, isOnlyTypes: match.target === undefined };
  }
  const open = Object.keys(table).filter((key) => !key.includes("*") && matchTable(table, key)?.target !== undefined);
  return { kind: "hidden", offered: open.filter((key) => /^\.(?:\/|$)/u.test(key)).map((key) => name + key.slice(1)) };
}

/** What `require` and bundlers add to a path, in their order. */
const leftOut = [".js", ".cjs", ".mjs", "/index.js"];

/** In a package without `exports`, every file can be imported; by Node's ES modules with its whole name alone. */
function fileOf(asked: Asked, manifest: Record<string, unknown> | undefined): PackageModule {
  const { name, packageDir, subpath, importer } = asked;
  const { disk } = importer;
  const isFile = (file: string): boolean => disk.kindOf(file) === "file";
  const namesOf = (files: readonly string[]): string[] =>
    files.map((file) => `${name}/${toPosix(path.relative(packageDir, file))}`);
  if (subpath === "") {
    const main = manifest?.["main"];
    const mains =
      typeof main === "string" ? ["", ".js", "/index.js"].map((end) => path.join(packageDir, main) + end) : [];
    const file = [...mains, path.join(packageDir, "index.js")].find(isFile);
    return { kind: "found", file, isOnlyTypes: false };
  }
  const target = packageDir + subpath;
  if (findSourceFile(target, disk.isSourceFile) !== undefined) {
    const whole = isFile(target) || !importer.isNodeModule() ? [] : leftOut.map((end) => target + end).filter(isFile);
    if (whole.length > 0) return { kind: "hidden", offered: namesOf(whole.map(path.normalize)) };
    return { kind: "found", file: isFile(target) ? target : undefined, isOnlyTypes: false };
  }
  return { kind: "hidden", offered: namesOf(modulesNear(target)).filter((file) => !file.startsWith(`${name}/..`)) };
}
