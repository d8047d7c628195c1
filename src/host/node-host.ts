import { isBuiltin } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { CompilerHost, ResolvedModule } from "../../compiler/host.js";
import type { UsageError } from "../base/usage-error.js";
import { createDisk, type Disk } from "./disk.js";
import { createDiskNotes, type Kept } from "./disk-notes.js";
import { findSourceFile } from "./find-source-file.js";
import { importExtensionOf, type ImportExtension } from "./import-extension.js";
import { createModuleExportsReader } from "./module-exports.js";
import { modulesNear } from "./modules-near.js";
import { findImportsTarget, findPackageModule } from "./package-resolution.js";
import { createProjectPaths, type ProjectPaths } from "../base/project-paths.js";
import { createTsconfigs } from "./tsconfigs.js";

export interface NodeHostOptions {
  /** The folder that the compiler's paths are relative to. */
  readonly projectDir: string;
  /** The tsconfig for all files, relative to the project; without it, each file's nearest. */
  readonly tsconfig?: string;
  /** Overrides what the tsconfig says. */
  readonly importExtension?: ImportExtension;
}

/** The compiler's window to the disk. */
export interface NodeHost extends CompilerHost {
  readonly paths: ProjectPaths;
  /** What `importExtension` gives for a file, and why, in words that follow "because". */
  explainImportExtension(file: string): { readonly extension: ImportExtension; readonly why: string };
  /** The TypeScript configuration that governs a file, absolute. */
  tsconfigOf(file: string): string | undefined;
  /** The `rootDir` that governs a file, and the configuration that says so; both as the compiler's paths. */
  rootDirOf(file: string): { readonly folder: string; readonly tsconfig: string } | undefined;
  /** TypeScript configurations that were needed and could not be read; none while all is well. */
  problems(): readonly UsageError[];
  /** What `make` gives, and all that the host's answers to it rest on. */
  gather<T>(make: () => T): Kept<T>;
  /** Drops all that was remembered: a watcher calls it when files came, went or changed. */
  forget(): void;
}

/**
 * A `CompilerHost` on the disk. A module outside of the project has a path that starts with `../`. Symbolic links keep the
 * name under which they were reached. What was found is remembered until `forget`.
 */
export function createNodeHost(options: NodeHostOptions): NodeHost {
  const paths = createProjectPaths(options.projectDir);
  const fixedTsconfig = options.tsconfig === undefined ? undefined : paths.toAbsolute(options.tsconfig);
  const notes = createDiskNotes();
  const disk = createDisk(notes);
  let tsconfigs = createTsconfigs(fixedTsconfig, notes);
  const resolved = new Map<string, Kept<ResolvedModule>>();

  const resolve = (specifier: string, from: string): ResolvedModule => {
    const key = `${path.dirname(from)}\0${specifier}`;
    return notes.keep(resolved, key, () => findModule(specifier, from, { disk, mappedPaths: tsconfigs.mappedPaths }));
  };
  const reader = createModuleExportsReader(resolve, notes);
  const explainExtension: NodeHost["explainImportExtension"] = (file) => {
    if (options.importExtension !== undefined) {
      return { extension: options.importExtension, why: "the configuration sets `importExtension`" };
    }
    const tsconfig = tsconfigs.nearest(paths.toAbsolute(file));
    const { extension, option } = importExtensionOf(tsconfig);
    if (tsconfig === undefined) return { extension, why: "no tsconfig.json governs it" };
    const name = paths.toProject(tsconfig.path);
    return { extension, why: option === undefined ? `${name} sets no module option` : `${name} sets \`${option}\`` };
  };
  return {
    paths,
    resolveModule: (specifier, from) => {
      const module = resolve(specifier, paths.toAbsolute(from));
      return module.kind === "source" ? { kind: "source", path: paths.toProject(module.path) } : module;
    },
    exportsOf: (file) => reader.exportsOf(paths.toAbsolute(file)),
    modulesNear: (specifier, from) =>
      modulesNear(path.resolve(path.dirname(paths.toAbsolute(from)), specifier)).map(paths.toProject),
    importExtension: (file) => explainExtension(file).extension,
    explainImportExtension: explainExtension,
    tsconfigOf: (file) => tsconfigs.nearest(paths.toAbsolute(file))?.path,
    rootDirOf: (file) => {
      const tsconfig = tsconfigs.nearest(paths.toAbsolute(file));
      const rootDir = tsconfig?.config.compilerOptions?.rootDir;
      if (tsconfig === undefined || rootDir === undefined) return undefined;
      const folder = path.resolve(path.dirname(tsconfig.path), rootDir);
      return { folder: paths.toProject(folder), tsconfig: paths.toProject(tsconfig.path) };
    },
    problems: () => tsconfigs.problems(),
    gather: notes.gather,
    forget: () => {
      resolved.clear();
      reader.forget();
      tsconfigs = createTsconfigs(fixedTsconfig, notes);
    },
  };
}

interface Resolution {
  readonly disk: Disk;
  readonly mappedPaths: (specifier: string, absoluteFile: string) => readonly string[];
}

/** Paths in and out are absolute. */
function findModule(specifier: string, from: string, { disk, mappedPaths }: Resolution): ResolvedModule {
  if (isBuiltin(specifier)) return { kind: "opaque" };
  const folder = path.dirname(from);
  if (/^\.{1,2}(\/|$)/.test(specifier)) return sourceAt(path.resolve(folder, specifier), disk);
  if (specifier.startsWith("file:")) return sourceAt(pathOfUrl(specifier), disk);
  if (path.isAbsolute(specifier)) return sourceAt(specifier, disk);
  for (const mapped of mappedPaths(specifier, from)) {
    const module = sourceAt(mapped, disk);
    if (module.kind === "source") return module;
  }
  if (specifier.startsWith("#")) return findInternal(specifier, folder, disk);
  return packageAt(specifier, folder, disk);
}

function packageAt(specifier: string, folder: string, disk: Disk): ResolvedModule {
  const found = findPackageModule(specifier, folder, disk);
  if (found.kind === "found") return { kind: "opaque", ...(found.isOnlyTypes && { isOnlyTypes: true }) };
  return { kind: "missing", ...(found.kind === "hidden" && { offered: found.offered }) };
}

function findInternal(specifier: string, folder: string, disk: Disk): ResolvedModule {
  const target = findImportsTarget(specifier, folder, disk);
  if (target === undefined) return { kind: "missing" };
  if (path.isAbsolute(target)) return sourceAt(target, disk);
  return isBuiltin(target) ? { kind: "opaque" } : packageAt(target, folder, disk);
}

function sourceAt(target: string | undefined, disk: Disk): ResolvedModule {
  const file = target === undefined ? undefined : findSourceFile(target, disk.isSourceFile);
  return file === undefined ? { kind: "missing" } : { kind: "source", path: file };
}

function pathOfUrl(url: string): string | undefined {
  try {
    return fileURLToPath(url);
  } catch {
    return undefined; // Not a URL of a file on this system: such a module does not exist.
  }
}
