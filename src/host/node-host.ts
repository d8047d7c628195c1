import type { TsConfigResult } from "get-tsconfig";
import path from "node:path";
import type { CompilerHost } from "../../compiler/host.js";
import { scriptPathOf } from "../../compiler/module-path.js";
import type { ModulePlan } from "../../compiler/plan.js";
import type { UsageError } from "../base/usage-error.js";
import { createDisk, type Disk, type Overlays } from "./disk.js";
import { createDiskNotes, type Kept } from "./disk-notes.js";
import { findModule, type FoundModule } from "./find-module.js";
import { createFlowFinder, type FlowFinder, type FlowRules, flowsWith } from "./flow-finder.js";
import { followsNode, importExtensionOf, type ImportExtension } from "./import-extension.js";
import { createModuleExportsReader } from "./module-exports.js";
import { modulesNear } from "./modules-near.js";
import { packageTypeOf } from "./package-resolution.js";
import { createProjectPaths, type ProjectPaths } from "../base/project-paths.js";
import { createTsconfigs } from "./tsconfigs.js";

export interface NodeHostOptions {
  /** The base folder of the compiler's paths. */
  readonly projectDir: string;
  /** The tsconfig for all files, relative to the project. Without it, the nearest one to each file applies. */
  readonly tsconfig?: string;
  /** Overrides the extension that the tsconfig implies. */
  readonly importExtension?: ImportExtension;
  /** Unsaved sources: callables' modules are read from here first. Call `forget` when one changes. */
  readonly overlays?: Overlays;
  /** How flows that others run are planned. Default: without options, imported from modules next to them. */
  readonly flows?: FlowRules;
}

export interface LocatedModule {
  /** Absolute path. */
  readonly file: string;
  /** The `type` of the package that contains the file. */
  readonly packageType: unknown;
}

/** The compiler's access to the disk. */
export interface NodeHost extends CompilerHost {
  readonly paths: ProjectPaths;
  /** The result of `importExtension` for a file, and the reason, worded to follow "because". */
  explainImportExtension(file: string): { readonly extension: ImportExtension; readonly why: string };
  /** Absolute path of the TypeScript configuration that governs a file. */
  tsconfigOf(file: string): string | undefined;
  /** The `rootDir` that applies to a file, and the configuration that sets it, both as paths of the compiler. */
  rootDirOf(file: string): { readonly folder: string; readonly tsconfig: string } | undefined;
  /** The file that Node loads for a module, or undefined if that cannot be determined. */
  locate(module: ModulePlan, from: string): LocatedModule | undefined;
  /** Plans a flow that others run. The path is relative to the project. */
  planOf: FlowFinder["planOf"];
  /** Whether the imports of a file follow Node's rules rather than a bundler's. */
  followsNode(file: string): boolean;
  /** TypeScript configurations that were needed but could not be read. */
  problems(): readonly UsageError[];
  /** Calls `make`. Returns its result with everything that the host's answers to it depended on. */
  gather<T>(make: () => T): Kept<T>;
  /** Forgets all answers. A watcher calls it when files were added, removed or changed. */
  forget(): void;
}

/**
 * Creates a `CompilerHost` that reads the disk. A module outside the project has a path that starts with `../`.
 * Symbolic links keep the name under which they were reached. Answers are remembered until `forget`.
 */
export function createNodeHost(options: NodeHostOptions): NodeHost {
  const paths = createProjectPaths(options.projectDir);
  const fixedTsconfig = options.tsconfig === undefined ? undefined : paths.toAbsolute(options.tsconfig);
  const notes = createDiskNotes();
  const overlays = options.overlays ?? (() => undefined);
  const disk = createDisk(notes, overlays);
  let tsconfigs = createTsconfigs(fixedTsconfig, notes);
  const resolved = new Map<string, Kept<FoundModule>>();

  const isNodeModule = (file: string): boolean =>
    packageTypeOf(file, disk) === "module" && followsNode(tsconfigs.nearest(file));
  const resolve = (specifier: string, from: string): FoundModule => {
    const key = `${path.dirname(from)}\0${specifier}`;
    const { mappedPaths } = tsconfigs;
    return notes.keep(resolved, key, () => findModule(specifier, from, { disk, mappedPaths, isNodeModule }));
  };
  const reader = createModuleExportsReader(resolve, { notes, overlays });
  const explainExtension: NodeHost["explainImportExtension"] = (file) =>
    options.importExtension === undefined
      ? explainTsconfig(tsconfigs.nearest(paths.toAbsolute(file)), paths)
      : { extension: options.importExtension, why: "the configuration sets `importExtension`" };
  const { flows: rules = flowsWith({}) } = options;
  const flows = createFlowFinder({ disk, notes, paths, rules, host: () => host });
  const host: NodeHost = {
    paths,
    flowAt: flows.flowAt,
    planOf: flows.planOf,
    resolveModule: (specifier, from) => {
      const module = resolve(specifier, paths.toAbsolute(from));
      if (module.kind === "source") return { kind: "source", path: paths.toProject(module.path) };
      if (module.kind === "missing") return module;
      const { isOnlyTypes, values } = module;
      return { kind: "opaque", ...(isOnlyTypes === true && { isOnlyTypes }), ...(values !== undefined && { values }) };
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
      flows.forget();
      tsconfigs = createTsconfigs(fixedTsconfig, notes);
    },
  };
  return host;
}

/** The extension that a TypeScript configuration implies. */
function explainTsconfig(
  tsconfig: TsConfigResult | undefined,
  paths: ProjectPaths,
): ReturnType<NodeHost["explainImportExtension"]> {
  const { extension, option } = importExtensionOf(tsconfig);
  if (tsconfig === undefined) return { extension, why: "no tsconfig.json governs it" };
  const name = paths.toProject(tsconfig.path);
  return { extension, why: option === undefined ? `${name} sets no module option` : `${name} sets \`${option}\`` };
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
