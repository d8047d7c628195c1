import { createFilesMatcher, createPathsMatcher, parseTsconfig } from "get-tsconfig";
import type { PathsMatcher, TsConfigResult } from "get-tsconfig";
import path from "node:path";
import { modulePathOf } from "../../compiler/module-path.js";
import type { UsageError } from "../base/usage-error.js";
import { toPosix } from "../base/project-paths.js";
import { ancestorsOf } from "./ancestors-of.js";
import { createDisk, type Disk } from "./disk.js";
import { createDiskNotes, type DiskNotes, type Kept } from "./disk-notes.js";
import { noteTsconfig } from "./note-tsconfig.js";

/** The TypeScript configurations that govern the files of a project. */
export interface Tsconfigs {
  /**
   * The configuration in the file's folder or the nearest folder above it; with `references`, the one that includes the
   * file. A flow is treated as its module.
   */
  nearest(absoluteFile: string): TsConfigResult | undefined;
  /** Absolute paths that `paths` and `baseUrl` give for an import that is not relative, best first. */
  mappedPaths(specifier: string, absoluteFile: string): readonly string[];
  /** Configurations that could not be read, each reported once. */
  problems(): readonly UsageError[];
}

/**
 * @param fixed absolute path of a configuration to use for all files
 * @param notes receives what each answer depends on
 */
export function createTsconfigs(fixed: string | undefined, notes: DiskNotes = createDiskNotes()): Tsconfigs {
  const found = new Map<string, Kept<string | undefined>>();
  const parsed = new Map<string, Kept<TsConfigResult | undefined>>();
  const matchers = new Map<string, PathsMatcher | null>();
  const problems = new Map<string, UsageError>();

  // Configurations are read from the disk even if they are open in an editor.
  const disk = createDisk(notes, () => undefined);

  const find = (folder: string): string | undefined => notes.keep(found, folder, () => findTsconfig(folder, disk));
  const read: ReadTsconfig = (file, presence) =>
    notes.keep(parsed, file, () => {
      if (presence !== undefined && disk.kindOf(file) === "none") return undefined;
      return readTsconfig(file, problems, disk);
    });
  const nearest = (file: string): TsConfigResult | undefined => {
    const at = fixed ?? find(path.dirname(file));
    const own = at === undefined ? undefined : read(at);
    return own && governing(own, file, read);
  };
  const matcherOf = (tsconfig: TsConfigResult): PathsMatcher | null => {
    let matcher = matchers.get(tsconfig.path);
    if (matcher === undefined) matchers.set(tsconfig.path, (matcher = createPathsMatcher(tsconfig)));
    return matcher;
  };
  return {
    nearest,
    mappedPaths: (specifier, file) => {
      const tsconfig = nearest(file);
      return (tsconfig && matcherOf(tsconfig)?.(specifier)) ?? [];
    },
    problems: () => [...problems.values()],
  };
}

/** Returns undefined if the file cannot be read, which is a problem, or if it is absent and may be. */
type ReadTsconfig = (file: string, presence?: "may be missing") => TsConfigResult | undefined;

function findTsconfig(folder: string, disk: Disk): string | undefined {
  for (const ancestor of ancestorsOf(folder)) {
    const file = path.join(ancestor, "tsconfig.json");
    if (disk.kindOf(file) === "file") return toPosix(file);
  }
  return undefined;
}

function readTsconfig(file: string, problems: Map<string, UsageError>, disk: Disk): TsConfigResult | undefined {
  // First the notes: a file that changes in between makes them invalid.
  noteTsconfig(file, disk);
  try {
    return { path: file, config: parseTsconfig(file) };
  } catch (error) {
    problems.set(file, {
      message: `the TypeScript configuration cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      help: "Correct it: flowc takes `paths` and the extension of imports from it.",
      place: { file },
    });
    return undefined;
  }
}

/**
 * The configurations that one references, directly or through others, each once, in the order in which they are listed.
 */
function referencesOf(own: TsConfigResult, read: ReadTsconfig): TsConfigResult[] {
  const found = new Map<string, TsConfigResult>();
  const follow = (from: TsConfigResult): void => {
    for (const reference of from.config.references ?? []) {
      const target = path.resolve(path.dirname(from.path), reference.path);
      const file = target.endsWith(".json") ? target : path.join(target, "tsconfig.json");
      const tsconfig = file === own.path || found.has(file) ? undefined : read(file, "may be missing");
      if (tsconfig === undefined) continue;
      found.set(file, tsconfig);
      follow(tsconfig);
    }
  };
  follow(own);
  return [...found.values()];
}

/**
 * The configuration that a file belongs to: the given one if it includes the file, otherwise the first reference that
 * does. A file that none of them includes gets the given one, unless that only lists references (as in Vite's
 * templates) and has no `paths`.
 */
function governing(own: TsConfigResult, file: string, read: ReadTsconfig): TsConfigResult {
  if ((own.config.references ?? []).length === 0) return own;
  const references = referencesOf(own, read);
  const module = scriptName.test(file) ? file : modulePathOf(file);
  const owner = [own, ...references].find((tsconfig) => createFilesMatcher(tsconfig, isCaseSensitive)(module));
  if (owner !== undefined) return owner;
  const isSaying = ({ config }: TsConfigResult): boolean =>
    config.include !== undefined || config.files?.length !== 0 || config.compilerOptions?.paths !== undefined;
  return [own, ...references].find(isSaying) ?? own;
}

const scriptName = /\.[cm]?[jt]sx?$/u;
const isCaseSensitive = process.platform !== "darwin" && process.platform !== "win32";
