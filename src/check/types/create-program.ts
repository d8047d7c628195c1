import { warmFile, type WarmFiles } from "./warm-files.js";
import { existsSync } from "node:fs";
import path from "node:path";
import type { ts } from "ts-morph";
import { packageFolder, runtimeFolder } from "../../base/package-folder.js";
import type { ProjectOptions } from "./compiler-options.js";
import type { LoadedTypeScript } from "./load-typescript.js";
import { createLookups } from "./lookups.js";

const libraryFolder = "/node_modules/typescript/lib";

export interface ModuleProgram {
  readonly program: ts.Program;
  /**
   * Absolute paths of all files that a module depends on, the user's and those of packages. Generated modules and
   * TypeScript's own libraries are left out.
   */
  filesOf(module: string): readonly string[];
  /** Absolute paths of the generated modules that a module depends on: of flows that it runs, or that the user's code imports. */
  modulesOf(module: string): readonly string[];
  /**
   * Absolute paths at which a file was looked for, for the imports that a module depends on, but not found: creating
   * one of them would change what is imported.
   */
  missingOf(module: string): readonly string[];
}

export interface ProgramOptions {
  readonly typescript: LoadedTypeScript;
  readonly project: ProjectOptions;
  readonly projectDir: string;
  /** Texts of the generated modules, keyed by absolute path. They need not exist on disk. */
  readonly modules: ReadonlyMap<string, string>;
  /** The generated modules of flow files that bundlers compile, both as absolute paths. */
  readonly flows: ReadonlyMap<string, string>;
  /** What modules import as the runtime. */
  readonly runtime: string;
  /** Absolute path of the project's own runtime, which need not exist yet. */
  readonly runtimeFile?: string | undefined;
  readonly warmFiles?: WarmFiles | undefined;
}

/** Creates one program from generated modules and the user's code that they import. */
export function createModuleProgram(options: ProgramOptions): ModuleProgram {
  const { typescript, project, modules } = options;
  const { ts } = typescript;
  const imported = new Map<string, Set<string>>();
  const lookups = createLookups();
  const host = createHost(options, lookups.add);
  const cache = ts.createModuleResolutionCache(options.projectDir, (file) => file, project.options);
  host.resolveModuleNameLiterals = (literals, containing, redirected, compilerOptions, sourceFile) =>
    literals.map((literal) => {
      const mode = ts.getModeForUsageLocation(sourceFile, literal, compilerOptions);
      const flow = literal.text.startsWith(".")
        ? options.flows.get(path.resolve(path.dirname(containing), literal.text))
        : undefined;
      if (flow !== undefined) {
        add(imported, containing, flow);
        return {
          resolvedModule: { resolvedFileName: flow, extension: ts.Extension.Ts, isExternalLibraryImport: false },
        };
      }
      const found = lookups.during({ containing, specifier: literal.text, mode }, () =>
        ts.resolveModuleName(literal.text, containing, compilerOptions, host, cache, redirected, mode),
      );
      const isRuntime =
        literal.text === "@flowc/runtime" ||
        (literal.text === options.runtime && modules.has(containing)) ||
        (options.runtimeFile !== undefined && leadsTo(literal.text, containing, options.runtimeFile));
      const resolved = found.resolvedModule === undefined && isRuntime ? ownRuntime(ts) : found;
      const target = resolved.resolvedModule?.resolvedFileName;
      if (target !== undefined) add(imported, containing, target);
      return resolved;
    });
  const program = ts.createProgram({
    rootNames: [...modules.keys(), ...project.ambient],
    options: project.options,
    host,
  });
  const reached = new Map([...modules.keys()].map((module) => [module, reachedFrom(module, imported)]));
  const ofModules = new Set([...reached.values()].flatMap((files) => [...files]));
  const shared = program
    .getSourceFiles()
    .map(({ fileName }) => fileName)
    .filter((file) => !ofModules.has(file) && !modules.has(file) && !file.startsWith(libraryFolder));
  return {
    program,
    filesOf: (module) => [...(reached.get(module) ?? []), ...shared].filter((file) => !modules.has(file)),
    modulesOf: (module) => [...(reached.get(module) ?? [])].filter((file) => modules.has(file)),
    missingOf: (module) => lookups.missing([module, ...(reached.get(module) ?? []), ...shared]),
  };
}

/** Whether a relative import leads to a file, with any extension. */
function leadsTo(specifier: string, containing: string, file: string): boolean {
  if (!specifier.startsWith(".")) return false;
  const target = path.resolve(path.dirname(containing), specifier);
  return target.replace(/(?<=\.flow)\.[jt]s$/u, "") === file.replace(/\.ts$/u, "");
}

function createHost(
  { typescript, projectDir, project, modules, warmFiles }: ProgramOptions,
  onMissing: (file: string) => void,
): ts.CompilerHost {
  const { ts, libraries } = typescript;
  const base = ts.createCompilerHost(project.options, true);
  const library = (file: string): string | undefined =>
    file.startsWith(`${libraryFolder}/`) ? libraries.get(path.posix.basename(file)) : undefined;
  const read = (file: string): string | undefined => modules.get(file) ?? library(file) ?? base.readFile(file);
  const parsing = JSON.stringify(withoutPlaces(project.options));
  return {
    ...base,
    getCurrentDirectory: () => projectDir,
    getDefaultLibLocation: () => libraryFolder,
    getDefaultLibFileName: (given) => `${libraryFolder}/${ts.getDefaultLibFileName(given)}`,
    readFile: read,
    fileExists: (file) => {
      const exists = modules.has(file) || library(file) !== undefined || base.fileExists(file);
      if (!exists) onMissing(file);
      return exists;
    },
    // Where a folder is missing, TypeScript asks for no file in it.
    directoryExists: (folder) => {
      const exists = base.directoryExists?.(folder) !== false;
      if (!exists) onMissing(folder);
      return exists;
    },
    getSourceFile: (file, given) => {
      const text = read(file);
      if (text === undefined) return undefined;
      const format = typeof given === "object" ? given.impliedNodeFormat : undefined;
      // TypeScript binds a file under one set of options, so tsconfigs with others need their own copy.
      const key = JSON.stringify([file, format, parsing]);
      return warmFile(warmFiles, { key, text, parse: () => ts.createSourceFile(file, text, given, true) });
    },
    writeFile: () => undefined,
  };
}

/** Options that only tell which files belong to a program, and where output goes. They differ in every package. */
const places: ReadonlySet<string> = new Set([
  "baseUrl",
  "configFilePath",
  "declarationDir",
  "lib",
  "outDir",
  "paths",
  "pathsBasePath",
  "rootDir",
  "rootDirs",
  "tsBuildInfoFile",
  "typeRoots",
  "types",
]);

/** The options that parsing and binding a file can depend on. */
function withoutPlaces(options: ts.CompilerOptions): ts.CompilerOptions {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !places.has(name)));
}

/** The runtime that this flowc depends on, for projects that have not installed one. */
function ownRuntime(namespace: typeof ts): { readonly resolvedModule: ts.ResolvedModuleFull } {
  const source = path.join(packageFolder(), "runtime/index.ts");
  const isSource = existsSync(source);
  const resolvedModule: ts.ResolvedModuleFull = {
    resolvedFileName: isSource ? source : path.join(runtimeFolder(), "dist/index.d.ts"),
    extension: isSource ? namespace.Extension.Ts : namespace.Extension.Dts,
    isExternalLibraryImport: true,
  };
  return { resolvedModule };
}

function add(imported: Map<string, Set<string>>, from: string, to: string): void {
  const targets = imported.get(from) ?? new Set();
  imported.set(from, targets.add(to));
}

function reachedFrom(module: string, imported: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const found = new Set<string>();
  const open = [module];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    for (const target of imported.get(file) ?? []) {
      if (found.has(target)) continue;
      found.add(target);
      open.push(target);
    }
  }
  return found;
}
