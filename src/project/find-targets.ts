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

/** A project that a command is about, or a part of it. */
export interface Target {
  readonly settings: Settings;
  /** Files and folders, as the user names them; none: the whole project. */
  readonly paths: readonly string[];
  /** Where its paths begin, for those of the project that was called: `packages/api/`; empty for that itself. */
  readonly prefix: string;
  /** The folder of the project that was called. */
  readonly root: string;
  /** What is below the project, where all of it is meant. */
  readonly files: FoundFiles | undefined;
  readonly isProject: IsProject | undefined;
}

/**
 * The projects that a command has to do with (SPEC 11): that of the working directory and those inside of it, each with its
 * own configuration; of files and folders that are named, the projects that they belong to. A configuration that is named
 * governs all.
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
  /** Folders of projects that are meant in whole. */
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

/** An error that names its file as one of the inner project's own folder. */
function seenFrom(cwd: string, folder: string, error: UsageError): UsageError {
  const relative = path.relative(cwd, folder);
  if (error.place === undefined || relative === "") return error;
  return { ...error, place: { ...error.place, file: pathInside(`${toPosix(relative)}/`, error.place.file) } };
}

/** A project inside puts its modules into the same place below an output folder that the user names as it has itself. */
function settingsOf(folder: string, { settings, options, cwd }: Opening): Promise<Outcome<Settings>> {
  if (folder === settings.projectDir) return Promise.resolve(success(settings));
  const inner = options.cache === undefined ? {} : { cache: options.cache };
  if (options.outDir === undefined) return loadSettings(inner, { cwd: folder });
  const outDir = path.resolve(cwd, options.outDir, path.relative(settings.projectDir, folder));
  return loadSettings({ ...inner, outDir }, { cwd: folder });
}

/** The project that a file or folder belongs to: that of the working directory, or one inside of it. */
function ownerOf(target: string, projectDir: string): string {
  const folder = isFolder(target) ? target : path.dirname(target);
  const config = findConfig(folder);
  // Having two configurations in one folder is reported when it is opened.
  if (!config.ok) return folder;
  const owner = config.value === undefined ? findPackageFolder(folder) : path.dirname(config.value);
  const relative = path.relative(projectDir, owner);
  return relative === "" || isOutside(relative) ? projectDir : owner;
}

function isFolder(target: string): boolean {
  return kindOf(target) === "folder";
}
