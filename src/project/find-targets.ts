import path from "node:path";
import { findConfig, findPackageFolder, projectInside } from "../config/find-config.js";
import { failure, success, type Outcome, type UsageError } from "../base/usage-error.js";
import { kindOf } from "../host/disk-state.js";
import { walk, type FoundFiles, type IsProject } from "../host/walk.js";
import { loadSettings, type ProjectOptions, type Settings } from "./load-settings.js";
import type { Terminal } from "../base/terminal.js";
import { isOutside } from "../base/is-outside.js";
import { pathInside } from "../base/path-inside.js";
import { toPosix } from "../base/project-paths.js";

/** A project, or a part of one, that a command works on. */
export interface Target {
  readonly settings: Settings;
  /** Files and folders as given by the user; empty for the whole project. */
  readonly paths: readonly string[];
  /**
   * What to prepend to the project's paths to make them relative to `root`: `packages/api/`, or empty for `root`
   * itself.
   */
  readonly prefix: string;
  /** The folder of the project that flowc was called for. */
  readonly root: string;
  /** The files below the project; undefined if only a part of it was named. */
  readonly files: FoundFiles | undefined;
  readonly isProject: IsProject | undefined;
}

/**
 * Finds the projects that a command works on (SPEC 11). By default they are the project of the working directory and
 * those nested in it, each with its own configuration. If files and folders are named, they are the projects that
 * contain them. A configuration given by `--config` governs everything.
 */
export async function findTargets(
  paths: readonly string[],
  options: ProjectOptions,
  terminal: Pick<Terminal, "cwd">,
): Promise<Outcome<readonly Target[]>> {
  const loaded = await loadSettings(options, terminal);
  if (!loaded.ok) return loaded;
  const settings = loaded.value;
  if (options.config !== undefined) {
    const files = paths.length === 0 ? walk(settings.projectDir) : undefined;
    return success([{ settings, paths, prefix: "", root: settings.projectDir, files, isProject: undefined }]);
  }
  const isProject = projectInside(settings.file !== undefined);
  const wholes = paths.length === 0 ? [settings.projectDir] : [];
  const named = new Map<string, string[]>();
  for (const name of paths) {
    const target = path.resolve(terminal.cwd, name);
    const owner = ownerOf(target, settings.projectDir);
    if (isFolder(target)) wholes.push(...walk(target, isProject).projects);
    if (owner === target && owner !== settings.projectDir) wholes.push(target);
    else named.set(owner, [...(named.get(owner) ?? []), name]);
  }
  return openAll({ settings, isProject, wholes, named, options, cwd: terminal.cwd });
}

interface Opening {
  readonly settings: Settings;
  readonly isProject: IsProject;
  /** Folders of projects to process as a whole. */
  readonly wholes: readonly string[];
  readonly named: ReadonlyMap<string, readonly string[]>;
  readonly options: ProjectOptions;
  readonly cwd: string;
}

async function openAll(opening: Opening): Promise<Outcome<readonly Target[]>> {
  const targets: Target[] = [];
  const errors: UsageError[] = [];
  const open = async (folder: string, paths: readonly string[]): Promise<void> => {
    const settings = await settingsOf(folder, opening);
    if (!settings.ok) {
      errors.push(...settings.errors.map((error) => seenFrom(opening.cwd, folder, error)));
      return;
    }
    const isProject = projectInside(settings.value.file !== undefined);
    const files = paths.length === 0 ? walk(folder, isProject) : undefined;
    const prefix = folder === opening.settings.projectDir ? "" : `${opening.settings.paths.toProject(folder)}/`;
    const root = opening.settings.projectDir;
    targets.push({ settings: settings.value, paths, prefix, root, files, isProject });
    for (const inner of files?.projects ?? []) await open(inner, []);
  };
  for (const [folder, paths] of opening.named) await open(folder, paths);
  for (const folder of new Set(opening.wholes)) await open(folder, []);
  return errors.length > 0 ? failure(...errors) : success(targets);
}

/** Makes the file of an error, which is relative to the nested project's folder, relative to `cwd`. */
function seenFrom(cwd: string, folder: string, error: UsageError): UsageError {
  const relative = path.relative(cwd, folder);
  if (error.place === undefined || relative === "") return error;
  return { ...error, place: { ...error.place, file: pathInside(`${toPosix(relative)}/`, error.place.file) } };
}

/**
 * Loads the settings of a nested project. If the user names an output folder, the modules of the project go to a
 * subfolder with the project's own relative path.
 */
function settingsOf(folder: string, { settings, options, cwd }: Opening): Promise<Outcome<Settings>> {
  if (folder === settings.projectDir) return Promise.resolve(success(settings));
  const inner = options.cache === undefined ? {} : { cache: options.cache };
  if (options.outDir === undefined) return loadSettings(inner, { cwd: folder });
  const outDir = path.resolve(cwd, options.outDir, path.relative(settings.projectDir, folder));
  return loadSettings({ ...inner, outDir }, { cwd: folder });
}

/** The project that contains a file or folder: that of the working directory, or one nested in it. */
export function ownerOf(target: string, projectDir: string): string {
  const folder = isFolder(target) ? target : path.dirname(target);
  const config = findConfig(folder);
  // Having two configurations in one folder is reported when that project is opened.
  if (!config.ok) return folder;
  const owner = config.value === undefined ? findPackageFolder(folder) : path.dirname(config.value);
  const relative = path.relative(projectDir, owner);
  return relative === "" || isOutside(relative) ? projectDir : owner;
}

function isFolder(target: string): boolean {
  return kindOf(target) === "folder";
}
