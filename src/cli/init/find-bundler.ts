import { readFileSync } from "node:fs";
import path from "node:path";
import { listNames } from "../../config/find-config.js";
import { bundlerNames, type BundlerName } from "./bundler-names.js";

/** A bundler that a project uses. */
export interface FoundBundler {
  readonly name: BundlerName;
  /** Its configuration; undefined if there is none, or if the bundler does not have configuration files. */
  readonly config: BundlerConfig | undefined;
}

export interface BundlerConfig {
  readonly file: string;
  readonly hasPlugin: boolean;
  readonly isCommonJs: boolean;
}

const packagesOf: Readonly<Record<BundlerName, readonly string[]>> = {
  vite: ["vite"],
  webpack: ["webpack"],
  rspack: ["@rspack/core", "@rspack/cli"],
  rollup: ["rollup"],
  esbuild: ["esbuild"],
};

/**
 * Finds the bundler that the project in a folder uses: the first with a configuration, otherwise the first that is a
 * dependency.
 */
export function findBundler(folder: string): FoundBundler | undefined {
  const dependencies = dependenciesOf(folder);
  const name =
    bundlerNames.find((bundler) => configOf(bundler, folder) !== undefined) ??
    bundlerNames.find((bundler) => packagesOf[bundler].some((packageName) => dependencies.has(packageName)));
  return name === undefined ? undefined : lookAt(name, folder);
}

/** Looks up the configuration of a bundler that is known to be used. */
export function lookAt(name: BundlerName, folder: string): FoundBundler {
  const file = configOf(name, folder);
  if (file === undefined) return { name, config: undefined };
  const text = readText(path.join(folder, file));
  return {
    name,
    config: { file, hasPlugin: text.includes(`flowc/${name}`), isCommonJs: /\bmodule\.exports\b/u.test(text) },
  };
}

function configOf(name: BundlerName, folder: string): string | undefined {
  const isConfig = new RegExp(`^${name}\\.config\\.[cm]?[jt]s$`, "u");
  return listNames(folder)
    .sort()
    .find((file) => isConfig.test(file));
}

interface Dependencies {
  readonly dependencies?: unknown;
  readonly devDependencies?: unknown;
}

function dependenciesOf(folder: string): ReadonlySet<string> {
  try {
    const manifest: unknown = JSON.parse(readText(path.join(folder, "package.json")));
    if (typeof manifest !== "object" || manifest === null) return new Set();
    const { dependencies, devDependencies }: Dependencies = manifest;
    return new Set([dependencies, devDependencies].flatMap((list) => Object.keys(list ?? {})));
  } catch {
    return new Set(); // An invalid package.json lists no packages; npm reports it.
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // An unreadable file counts as absent.
  }
}
