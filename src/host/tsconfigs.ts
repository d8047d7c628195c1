import { createFilesMatcher, createPathsMatcher, findTsconfig, parseTsconfig } from "get-tsconfig";
import type { PathsMatcher, TsConfigResult } from "get-tsconfig";
import path from "node:path";
import type { UsageError } from "../config/usage-error.js";

/** The TypeScript configurations that govern a project's files. */
export interface Tsconfigs {
  /** Of the file's folder or the nearest above it (with `references`, the one that includes the file). */
  nearest(absoluteFile: string): TsConfigResult | undefined;
  /** Absolute paths that `paths` and `baseUrl` give for an import that is not relative, the best first. */
  mappedPaths(specifier: string, absoluteFile: string): readonly string[];
  /** Configurations that could not be read, each once. */
  problems(): readonly UsageError[];
}

/** @param fixed absolute path of the one configuration to use for all files */
export function createTsconfigs(fixed: string | undefined): Tsconfigs {
  const cache = new Map<string, unknown>();
  const parsed = new Map<string, TsConfigResult | undefined>();
  const matchers = new Map<string, PathsMatcher | null>();
  const problems = new Map<string, UsageError>();

  const read = (file: string): TsConfigResult | undefined => {
    if (!parsed.has(file)) parsed.set(file, readTsconfig(file, problems));
    return parsed.get(file);
  };
  const nearest = (file: string): TsConfigResult | undefined => {
    const found = fixed ?? findTsconfig(path.dirname(file), "tsconfig.json", cache);
    const own = found === undefined ? undefined : read(found);
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

function readTsconfig(file: string, problems: Map<string, UsageError>): TsConfigResult | undefined {
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
