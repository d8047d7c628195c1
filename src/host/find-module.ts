import { isBuiltin } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { ResolvedModule } from "../../compiler/host.js";
import type { Disk } from "./disk.js";
import { findSourceFile } from "./find-source-file.js";
import { findImportsTarget, findPackageModule, type Importer } from "./package-resolution.js";

/** The result of `findModule`. All paths are absolute. */
export type FoundModule =
  | Exclude<ResolvedModule, { readonly kind: "opaque" }>
  /** `file`: the file that Node loads for a package; undefined if that cannot be determined. */
  | (Extract<ResolvedModule, { readonly kind: "opaque" }> & { readonly file?: string | undefined });

export interface Resolution {
  readonly disk: Disk;
  readonly mappedPaths: (specifier: string, absoluteFile: string) => readonly string[];
  /** Whether Node itself finds the imports of a file, as those of an ES module: it adds no extension to a path. */
  readonly isNodeModule: (absoluteFile: string) => boolean;
}

/**
 * Finds the module that an import leads to.
 *
 * @param from absolute path of the importing file
 */
export function findModule(specifier: string, from: string, resolution: Resolution): FoundModule {
  if (isBuiltin(specifier)) return builtin(specifier);
  const { disk, mappedPaths } = resolution;
  const folder = path.dirname(from);
  if (/^\.{1,2}(\/|$)/.test(specifier)) return sourceAt(path.resolve(folder, specifier), disk);
  if (specifier.startsWith("file:")) return sourceAt(pathOfUrl(specifier), disk);
  if (path.isAbsolute(specifier)) return sourceAt(specifier, disk);
  for (const mapped of mappedPaths(specifier, from)) {
    const module = sourceAt(mapped, disk);
    if (module.kind === "source") return module;
  }
  const importer = { folder, disk, isNodeModule: () => resolution.isNodeModule(from) };
  return specifier.startsWith("#") ? findInternal(specifier, importer) : packageAt(specifier, importer);
}

function packageAt(specifier: string, importer: Importer): FoundModule {
  const found = findPackageModule(specifier, importer);
  if (found.kind === "found") {
    return { kind: "opaque", file: found.file, ...(found.isOnlyTypes && { isOnlyTypes: true }) };
  }
  return { kind: "missing", ...(found.kind === "hidden" && { offered: found.offered }) };
}

function findInternal(specifier: string, importer: Importer): FoundModule {
  const { folder, disk } = importer;
  const target = findImportsTarget(specifier, folder, disk);
  if (target === undefined) return { kind: "missing" };
  if (path.isAbsolute(target)) return sourceAt(target, disk);
  return isBuiltin(target) ? builtin(target) : packageAt(target, importer);
}

/** A module of Node itself, which knows what the module exports. */
function builtin(specifier: string): FoundModule {
  const module: object = process.getBuiltinModule(specifier) ?? {};
  return { kind: "opaque", values: [...Object.keys(module), "default"] };
}

function sourceAt(target: string | undefined, disk: Disk): FoundModule {
  const file = target === undefined ? undefined : findSourceFile(target, disk.isSourceFile);
  return file === undefined ? { kind: "missing" } : { kind: "source", path: file };
}

function pathOfUrl(url: string): string | undefined {
  try {
    return fileURLToPath(url);
  } catch {
    return undefined; // It is not a URL of a file on this system, so there is no such module.
  }
}
