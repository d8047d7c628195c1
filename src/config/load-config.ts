import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { closestNames } from "../../compiler/diagnostics/closest-names.js";
import { toPosix } from "../host/project-paths.js";
import { findConfig, findPackageFolder, listNames } from "./find-config.js";
import type { FlowcConfig } from "./flowc-config.js";
import { lineColumnOf, offsetOfPath, parseJson } from "./json-file.js";
import { loadConfigModule } from "./load-config-module.js";
import { describeFailure } from "../write/describe-failure.js";
import { failure, success, type Outcome, type UsagePlace } from "./usage-error.js";
import { validateConfig } from "./validate-config.js";

export interface LoadedConfig {
  /** `outDir` and `roots` are posix, relative to the project, whatever the configuration says. */
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
}

/**
 * Finds, loads and checks the configuration (SPEC 11). All that is wrong with it becomes errors, each at its place.
 */
export async function loadConfig(options: LoadConfigOptions): Promise<Outcome<LoadedConfig>> {
  const cwd = path.resolve(options.cwd);
  const found = options.configFile === undefined ? findConfig(cwd) : findNamed(options.configFile, cwd);
  if (!found.ok) return found;
  const file = found.value;
  if (file === undefined) return success({ config: {}, projectDir: findPackageFolder(cwd), file });
  const config = file.endsWith(".json") ? loadJson(file, cwd) : await loadConfigModule(file, nameOf(file, cwd));
  if (!config.ok) return config;
  const projectDir = path.dirname(file);
  return success({ config: normalizePaths(config.value, projectDir), projectDir, file });
}

function findNamed(configFile: string, cwd: string): Outcome<string> {
  const file = path.resolve(cwd, configFile);
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile()) {
    const [closest] = stats ? [] : closestNames(path.basename(file), listNames(path.dirname(file)));
    return failure({
      message: `the configuration \`${configFile}\` ${stats ? "is not a file" : "does not exist"}`,
      help: closest === undefined ? "Give `--config` a file's path." : `Did you mean \`${closest}\`?`,
    });
  }
  if (/\.([cm]?[jt]s|json)$/.test(file)) return success(file);
  return failure({
    message: `the configuration \`${configFile}\` has a name that flowc cannot read`,
    help: "It must end with `.ts`, `.js` or `.json`.",
  });
}

function loadJson(file: string, cwd: string): Outcome<FlowcConfig> {
  const place = { file: nameOf(file, cwd) };
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    return failure({ ...describeFailure(place.file, "read", error), place });
  }
  const parsed = parseJson(text);
  if (!parsed.ok) {
    return failure({
      message: `the configuration is not JSON: ${parsed.reason}`,
      help: "JSON has no comments and no comma after the last entry.",
      place: parsed.offset === undefined ? place : { ...place, ...lineColumnOf(text, parsed.offset) },
    });
  }
  const isManifest = path.basename(file) === "package.json";
  const config = isManifest ? (parsed.value as { flowc?: unknown }).flowc : parsed.value;
  return validateConfig(config, (fault): UsagePlace => {
    const offset = offsetOfPath(text, isManifest ? ["flowc", ...fault.path] : fault.path, fault.onKey);
    return { ...place, ...lineColumnOf(text, offset) };
  });
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
  return toPosix(relative.startsWith("..") || path.isAbsolute(relative) ? file : relative);
}
