import type { TsConfigResult } from "get-tsconfig";
import path from "node:path";
import type { CompilerHost } from "../../compiler/host.js";
import { scriptPathOf } from "../../compiler/module-path.js";
import type { ModulePlan } from "../../compiler/plan.js";
import type { UsageError } from "../base/usage-error.js";
import { createDisk, type Disk, type Overlays } from "./disk.js";
import { createDiskNotes, type Kept } from "./disk-notes.js";
import { findModule, type FoundModule } from "./find-module.js";
import { followsNode, importExtensionOf, type ImportExtension } from "./import-extension.js";
import { createModuleExportsReader } from "./module-exports.js";
import { modulesNear } from "./modules-near.js";
import { packageTypeOf } from "./package-resolution.js";
import { createProjectPaths, type ProjectPaths } from "../base/project-paths.js";
import { createTsconfigs } from "./tsconfigs.js";

export interface NodeHostOptions {
  /** The folder that the compiler's paths are relative to. */
  readonly projectDir: string;
  /** The tsconfig for all files, relative to the project; without it, each file's nearest. */
  readonly tsconfig?: string;
  /** Overrides what the tsconfig says. */
  readonly importExtension?: ImportExtension;
  /** Sources that are not saved: the modules of callables are read as they are there. Call `forget` when one changes. */
  readonly overlays?: Overlays;
}

export interface LocatedModule {
  /** Absolute. */
  readonly file: string;
  /** The `type` of the package that it is in. */
  readonly packageType: unknown;
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
  /** The file that Node loads for a module, if that can be determined. */
  locate(module: ModulePlan, from: string): LocatedModule | undefined;
  /** Whether the imports of a file follow Node's rules, rather than a bundler's. */
  followsNode(file: string): boolean;
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
  const overlays = options.overlays ?? (() => undefined);
  const disk = createDisk(notes, overlays);
  let tsconfigs = createTsconfigs(fixedTsconfig, notes);
  const resolved = new Map<string, Kept<FoundModule>>();

  const resolve = (specifier: string, from: string): FoundModule => {
    const key = `${path.dirname(from)}\0${specifier}`;
    return notes.keep(resolved, key, () => findModule(specifier, from, { disk, mappedPaths: tsconfigs.mappedPaths }));
  };
  const reader = createModuleExportsReader(resolve, { notes, overlays });
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
      if (module.kind === "source") return { kind: "source", path: paths.toProject(module.path) };
      if (module.kind === "missing") return module;
      return { kind: "opaque", ...(module.isOnlyTypes === true && { isOnlyTypes: true }) };
    },
    locate: (module, from) => {
      if (module.kind === "file") return located(disk, paths.toAbsolute(scriptPathOf(module.path)));
      const found = resolve(module.specifier, paths.toAbsolute(from));
      return located(
        disk,
        found.kind === "source" ? scriptPathOf(found.path) : found.kind === "opaque" ? found.file : undefined,
      );
    },
    followsNode: (file) => followsNode(tsconfigs.nearest(paths.toAbsolute(file))),
    exportsOf: (file) => reader.exportsOf(paths.toAbsolute(file)),
    modulesNear: (specifier, from) =>
      modulesNear(path.resolve(path.dirname(paths.toAbsolute(from)), specifier)).map(paths.toProject),
    importExtension: (file) => explainExtension(file).extension,
    explainImportExtension: explainExtension,
    tsconfigOf: (file) => tsconfigs.nearest(paths.toAbsolute(file))?.path,
    rootDirOf: (file) => rootDirIn(tsconfigs.nearest(paths.toAbsolute(file)), paths),
    problems: () => tsconfigs.problems(),
    gather: notes.gather,
    forget: () => {
      resolved.clear();
      reader.forget();
      tsconfigs = createTsconfigs(fixedTsconfig, notes);
    },
  };
}

function located(disk: Disk, file: string | undefined): LocatedModule | undefined {
  return file === undefined ? undefined : { file, packageType: packageTypeOf(file, disk) };
}

function rootDirIn(tsconfig: TsConfigResult | undefined, paths: ProjectPaths): ReturnType<NodeHost["rootDirOf"]> {
  const rootDir = tsconfig?.config.compilerOptions?.rootDir;
  if (tsconfig === undefined || rootDir === undefined) return undefined;
  const folder = path.resolve(path.dirname(tsconfig.path), rootDir);
  return { folder: paths.toProject(folder), tsconfig: paths.toProject(tsconfig.path) };
}
