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
  /** `outDir` and `roots` are posix, relative to the project, regardless of what the configuration says. */
  readonly config: FlowcConfig;
  /** Absolute: the configuration's folder; without one the nearest folder upward with a `package.json`, else the working directory. */
  readonly projectDir: string;
  /** The configuration file, absolute; undefined where there is none. */
  readonly file: string | undefined;
}

export interface LoadConfigOptions {
  /** The working directory, absolute. */
  readonly cwd: string;
  /** The configuration file that the user names (`--config`), relative to the working directory. */
  readonly configFile?: string;
  /** False: a configuration that was read before is read again. */
  readonly cache?: boolean;
}

/**
 * Finds, loads and checks the configuration (SPEC 11). All that is wrong with it becomes errors, each at its place.
 */
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

/** What was read before from the same text is not read again: most runs need neither a parser nor the checks. */
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
