import { createFilesMatcher, createPathsMatcher, findTsconfig, parseTsconfig } from "get-tsconfig";
import type { PathsMatcher, TsConfigResult } from "get-tsconfig";
import path from "node:path";
import type { UsageError } from "../base/usage-error.js";
import { createDiskNotes, type DiskNotes, type Kept } from "./disk-notes.js";
import { kindOf } from "./disk-state.js";
import { textHash } from "../base/text-hash.js";

/** The TypeScript configurations that govern a project's files. */
export interface Tsconfigs {
  /** Of the file's folder or the nearest above it (with `references`, the one that includes the file). */
  nearest(absoluteFile: string): TsConfigResult | undefined;
  /** Absolute paths that `paths` and `baseUrl` give for an import that is not relative, the best first. */
  mappedPaths(specifier: string, absoluteFile: string): readonly string[];
  /** Configurations that could not be read, each once. */
  problems(): readonly UsageError[];
}

/**
 * @param fixed absolute path of the one configuration to use for all files
 * @param notes takes what each answer rests on
 */
export function createTsconfigs(fixed: string | undefined, notes: DiskNotes = createDiskNotes()): Tsconfigs {
  const found = new Map<string, Kept<string | undefined>>();
  const parsed = new Map<string, Kept<TsConfigResult | undefined>>();
  const matchers = new Map<string, PathsMatcher | null>();
  const problems = new Map<string, UsageError>();

  const find = (folder: string): string | undefined =>
    notes.keep(found, folder, () => {
      const cache = new Map<string, unknown>();
      const file = findTsconfig(folder, "tsconfig.json", cache);
      noteCalls(cache, notes);
      return file;
    });
  const read = (file: string): TsConfigResult | undefined =>
    notes.keep(parsed, file, () => readTsconfig(file, problems, notes));
  const nearest = (file: string): TsConfigResult | undefined => {
    const at = fixed ?? find(path.dirname(file));
    const own = at === undefined ? undefined : read(at);
    return own && (findReferenced(own, file, read) ?? own);
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

/** The reader keeps each call of the file system under the call's name and arguments. */
function noteCalls(cache: ReadonlyMap<string, unknown>, notes: DiskNotes): void {
  for (const [call, result] of cache) {
    const [, name, file] = /^(\w+):(.*?)(?::utf8)?$/su.exec(call) ?? [];
    if (file === undefined) continue;
    const at = { path: path.resolve(file), stamp: "" };
    if (name === "readFileSync") notes.add({ ...at, what: "text", found: textHash(String(result)) });
    else notes.add({ ...at, what: "kind", found: kindOf(at.path) });
  }
}

function readTsconfig(file: string, problems: Map<string, UsageError>, notes: DiskNotes): TsConfigResult | undefined {
  const cache = new Map<string, string>();
  try {
    const config = parseTsconfig(file, cache);
    noteCalls(cache, notes);
    return { path: file, config };
  } catch (error) {
    problems.set(file, {
      message: `the TypeScript configuration cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      help: "Correct it: flowc takes `paths` and the extension of imports from it.",
      place: { file },
    });
    return undefined;
  }
}

/** A configuration that only lists others (as Vite's templates have it) leaves the file to one of those. */
function findReferenced(
  own: TsConfigResult,
  file: string,
  read: (file: string) => TsConfigResult | undefined,
): TsConfigResult | undefined {
  if (own.config.files?.length !== 0 || own.config.include !== undefined) return undefined;
  for (const reference of own.config.references ?? []) {
    const target = path.resolve(path.dirname(own.path), reference.path);
    const tsconfig = read(target.endsWith(".json") ? target : path.join(target, "tsconfig.json"));
    if (tsconfig && createFilesMatcher(tsconfig)(file)) return tsconfig;
  }
  return undefined;
}
