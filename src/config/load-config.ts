import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { toPosix } from "../base/project-paths.js";
import { findConfig, findPackageFolder, listNames } from "./find-config.js";
import type { FlowcConfig } from "./flowc-config.js";
import { keepConfig, recallConfig } from "./kept-config.js";
import { describeFailure } from "../base/describe-failure.js";
import { failure, success, type Outcome } from "../base/usage-error.js";
import { isOutside } from "../base/is-outside.js";

export interface LoadedConfig {
  /** With `outDir` and `roots` as posix paths relative to the project, however they are written in the file. */
  readonly config: FlowcConfig;
  /**
   * Absolute path of the configuration's folder. Without a configuration: the nearest folder with a `package.json`,
   * searched upward, or else the working directory.
   */
  readonly projectDir: string;
  /** Absolute path of the configuration file; undefined if there is none. */
  readonly file: string | undefined;
}

export interface LoadConfigOptions {
  /** The working directory, an absolute path. */
  readonly cwd: string;
  /** The configuration file given by the user (`--config`), relative to the working directory. */
  readonly configFile?: string;
  /** If false, the configuration is read again even if a cached result exists. */
  readonly cache?: boolean;
}

/** Finds, loads and checks the configuration (SPEC 11). Each fault in it is an error with its own place. */
export async function loadConfig(options: LoadConfigOptions): Promise<Outcome<LoadedConfig>> {
  const cwd = path.resolve(options.cwd);
  const found = options.configFile === undefined ? findConfig(cwd) : await findNamed(options.configFile, cwd);
  if (!found.ok) return found;
  const file = found.value;
  if (file === undefined) return success({ config: {}, projectDir: findPackageFolder(cwd), file });
  const config = await loadFile(file, cwd, options.cache !== false);
  if (!config.ok) return config;
  const projectDir = path.dirname(file);
  return success({ config: normalizePaths(config.value, projectDir), projectDir, file });
}

async function findNamed(configFile: string, cwd: string): Promise<Outcome<string>> {
  const file = path.resolve(cwd, configFile);
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile()) {
    const { closestNames } = await import("../../compiler/diagnostics/closest-names.js");
    const { suggestion } = await import("../../compiler/diagnostics/listed-names.js");
    const closest = stats ? [] : closestNames(path.basename(file), listNames(path.dirname(file)));
    return failure({
      message: `the configuration \`${configFile}\` ${stats ? "is not a file" : "does not exist"}`,
      help: suggestion(closest.slice(0, 1)) ?? "Give `--config` a file's path.",
    });
  }
  if (/\.([cm]?[jt]s|json)$/.test(file)) return success(file);
  return failure({
    message: `the configuration \`${configFile}\` has a name that flowc cannot read`,
    help: "It must end with `.ts`, `.js` or `.json`.",
  });
}

/**
 * Reads a configuration, or takes the cached result for the same text: most runs need neither a parser nor the checks.
 */
async function loadFile(file: string, cwd: string, cache: boolean): Promise<Outcome<FlowcConfig>> {
  const name = nameOf(file, cwd);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    return failure({ ...describeFailure(name, "read", error), place: { file: name } });
  }
  const known = cache ? recallConfig(file, text) : undefined;
  if (known !== undefined) return success(known as FlowcConfig);
  const { readConfig } = await import("./read-config.js");
  const read = await readConfig(file, text, name);
  if (!read.ok) return read;
  if (cache && read.value.isLiteral) keepConfig(file, text, read.value.config);
  return success(read.value.config);
}

function normalizePaths(config: FlowcConfig, projectDir: string): FlowcConfig {
  const normalize = (folder: string): string =>
    toPosix(path.relative(projectDir, path.resolve(projectDir, folder))) || ".";
  return {
    ...config,
    ...(config.outDir !== undefined && { outDir: normalize(config.outDir) }),
    ...(config.roots !== undefined && { roots: config.roots.map(normalize) }),
  };
}

function nameOf(file: string, cwd: string): string {
  const relative = path.relative(cwd, file);
  return toPosix(isOutside(relative) ? file : relative);
}
