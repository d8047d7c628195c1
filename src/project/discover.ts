import { compareCodePoints } from "../../compiler/compare-code-points.js";
import { accessSync, constants, existsSync, lstatSync, readlinkSync, statSync } from "node:fs";
import path from "node:path";
import { listNames } from "../config/find-config.js";
import { failure, success, type Outcome, type UsageError } from "../base/usage-error.js";
import { createProjectPaths, toPosix, type ProjectPaths } from "../base/project-paths.js";
import { walk, type FoundFiles, type IsProject } from "../host/walk.js";
import { isOutside } from "../base/is-outside.js";

/** The files that are flows if the configuration does not set `include`. */
export const defaultInclude: readonly string[] = ["**/*.flow.{yaml,yml,json}"];

/** Never searched: packages and build output. */
const alwaysExcluded = ["**/node_modules/**", "**/dist/**"];

export interface DiscoverOptions {
  readonly projectDir: string;
  /** The folder that `arguments` are relative to. Default: the project. */
  readonly cwd?: string;
  /** Files and folders given by the user; empty for the whole project. */
  readonly arguments: readonly string[];
  /** Globs relative to the project. Default: `defaultInclude`. */
  readonly include?: readonly string[] | undefined;
  /** Globs of files to ignore, unless such a file is named in `arguments`. */
  readonly exclude?: readonly string[] | undefined;
  /** The files below the project, if they are already known. */
  readonly files?: FoundFiles;
  /** Recognizes projects nested in this one, whose flows are left out. */
  readonly isProject?: IsProject;
  /** Whether finding no flow is allowed, because there are other projects. */
  readonly mayBeEmpty?: boolean;
}

/**
 * Finds the flow files to compile (SPEC 11): posix paths relative to the project, in code-point order, each once. A
 * named file is always included. From a named folder, the files that `include` matches are. Finding no flow is an
 * error.
 */
export async function discoverFlows(options: DiscoverOptions): Promise<Outcome<readonly string[]>> {
  const paths = createProjectPaths(options.projectDir);
  const found = new Set<string>();
  const errors: UsageError[] = [];
  const named = options.arguments.length > 0 ? options.arguments : [undefined];
  for (const argument of named) {
    const outcome = await flowsOf(argument, options, paths);
    if (outcome.ok) for (const file of outcome.value) found.add(file);
    else errors.push(...outcome.errors);
  }
  return errors.length > 0 ? failure(...errors) : success([...found].sort(compareCodePoints));
}

/** @param argument a file or folder; undefined for the project */
async function flowsOf(
  argument: string | undefined,
  options: DiscoverOptions,
  paths: ProjectPaths,
): Promise<Outcome<readonly string[]>> {
  const base = path.resolve(options.cwd ?? paths.projectDir);
  const target = argument === undefined ? paths.projectDir : path.resolve(base, argument);
  const name = argument ?? ".";
  const stats = existsSync(target) ? statSync(target) : undefined;
  if (!stats) return failure(await missing(name, target));
  if (!isReadable(target)) {
    return failure({ message: `\`${name}\` cannot be read`, help: "Give yourself the right to read it." });
  }
  if (!stats.isDirectory()) return flowFile(name, target, paths);
  const files = await flowsBelow(target, options, paths);
  return files.length > 0 || options.mayBeEmpty === true ? success(files) : failure(noFlows(argument, options.include));
}

function flowFile(name: string, target: string, paths: ProjectPaths): Outcome<readonly string[]> {
  if (flowFileName.test(target)) return success([paths.toProject(target)]);
  return failure({
    message: `\`${name}\` is no flow file`,
    help: "The name of a flow file ends with `.yaml`, `.yml` or `.json`.",
  });
}

async function flowsBelow(folder: string, options: DiscoverOptions, paths: ProjectPaths): Promise<string[]> {
  const relative = paths.toProject(folder);
  // The globs of a configuration apply only inside its folder.
  const isInside = !isOutside(relative);
  const include = isInside ? options.include : undefined;
  const exclude = isInside ? (options.exclude ?? []) : [];
  if (include === undefined && exclude.length === 0) {
    const known = relative === "." && options.files !== undefined;
    const { sources } = known ? options.files : walk(folder, options.isProject);
    return sources.filter((file) => defaultName.test(file)).map(paths.toProject);
  }
  const { escapePath, glob } = await import("tinyglobby");
  const below = relative === "." ? "" : `${escapePath(relative)}/`;
  const files = await glob(include ?? defaultInclude.map((pattern) => below + pattern), {
    cwd: paths.projectDir,
    absolute: true,
    expandDirectories: false,
    ignore: [...alwaysExcluded, ...exclude],
  });
  const others = options.isProject === undefined ? [] : (options.files ?? walk(folder, options.isProject)).projects;
  const isBelow = (file: string, above: string): boolean =>
    file.startsWith(above.endsWith(path.sep) ? above : above + path.sep);
  return files
    .map((file) => path.normalize(file))
    .filter((file) => isBelow(file, folder) && flowFileName.test(file))
    .filter((file) => !others.some((other) => isBelow(file, other)))
    .map(paths.toProject);
}

/** The file names that `defaultInclude` matches. */
const defaultName = /\.flow\.(?:ya?ml|json)$/u;
const flowFileName = /\.(ya?ml|json)$/;

/** @param argument the folder that the user named; undefined for the project */
export function noFlows(argument: string | undefined, include: readonly string[] = defaultInclude): UsageError {
  const globs = include.map((glob) => `\`${glob}\``).join(", ");
  return {
    message: argument === undefined ? "the project has no flow" : `\`${argument}\` has no flow below it`,
    help: `Looked for ${globs}. Name a flow's file, or set \`include\` in the configuration.`,
  };
}

async function missing(name: string, target: string): Promise<UsageError> {
  if (lstatSync(target, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
    const message = `\`${name}\` is a link to \`${readlinkSync(target)}\`, and that does not exist`;
    return { message, help: "Remove the link, or let it lead to the file." };
  }
  const { closestNames } = await import("../../compiler/diagnostics/closest-names.js");
  const { suggestion } = await import("../../compiler/diagnostics/listed-names.js");
  const closest = closestNames(path.basename(target), listNames(path.dirname(target)));
  const message = `\`${name}\` does not exist`;
  const help = suggestion(closest.map((found) => toPosix(path.join(path.dirname(name), found))));
  return help === undefined ? { message } : { message, help };
}

function isReadable(target: string): boolean {
  try {
    accessSync(target, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
