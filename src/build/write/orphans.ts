import { lstatSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { sourceOf } from "../../../compiler/emit/generated-mark.js";
import { failure, success, type Outcome, type UsageError } from "../../base/usage-error.js";
import { createProjectPaths, type ProjectPaths } from "../../base/project-paths.js";
import { isPassedBy, walk, type FoundFiles } from "../../host/walk.js";
import { describeFailure } from "../../base/describe-failure.js";
import { outputAt } from "../../project/outputs.js";
import { notOurs, type WriteOptions } from "./write-modules.js";

export interface OrphanOptions extends WriteOptions {
  /** Paths of the modules of all the project's flows. */
  readonly expected: readonly string[];
  /** Paths of these flows. */
  readonly flows?: readonly string[];
  /** The output folder. It is searched even if flowc usually skips its name (`dist`, `.gen`). */
  readonly outDir?: string | undefined;
  /** The files below the project, if they are already known. */
  readonly files?: FoundFiles;
}

/**
 * Finds generated modules (`*.flow.ts` with our header) that no longer belong to a flow: posix paths relative to the
 * project, sorted. A module whose flow exists but was not selected (it is excluded, or a broken link) is not an orphan.
 * Neither is a declaration whose flow exists, since a bundler's plugin may have written it. Skips `node_modules`,
 * `dist` and folders that start with a dot.
 */
export function findOrphans(options: OrphanOptions): readonly string[] {
  const paths = createProjectPaths(options.projectDir);
  const { outDir } = options;
  const files = [...(options.files ?? walk(paths.projectDir)).modules];
  const isSearched = outDir?.split("/").some((name) => name !== "." && isPassedBy(name)) !== true;
  if (outDir !== undefined && !isSearched) files.push(...walk(paths.toAbsolute(outDir)).modules);
  const expected = new Set(options.expected);
  return [...new Set(files.map(paths.toProject))]
    .filter((file) => !expected.has(file) && isOrphan(file, options, paths))
    .sort();
}

function isOrphan(file: string, options: OrphanOptions, paths: ProjectPaths): boolean {
  const output = outputAt(file);
  if (output === undefined) return false;
  const text = readText(paths.toAbsolute(file));
  if (!options.isGenerated(text)) return false;
  const source = sourceOf(text);
  if (source === undefined) return true;
  if (options.flows?.includes(source) === true) return !output.isOfPlugins;
  // The header of a module in a nested project names the flow relative to that project.
  const folders = foldersAbove(file).map((folder) => path.posix.join(folder, source));
  return [source, ...folders].every(
    (name) => lstatSync(paths.toAbsolute(name), { throwIfNoEntry: false }) === undefined,
  );
}

/** For `a/b/c.ts`: `a/b` and `a`. */
function foldersAbove(file: string): string[] {
  const folders = file.split("/").slice(0, -1);
  return folders.map((_, index) => folders.slice(0, folders.length - index).join("/"));
}

/** Removes generated modules and returns their paths. A file that flowc did not generate stays and is an error. */
export function removeModules(files: readonly string[], options: WriteOptions): Outcome<readonly string[]> {
  const paths = createProjectPaths(options.projectDir);
  const errors: UsageError[] = [];
  for (const file of files) {
    const target = paths.toAbsolute(file);
    try {
      if (options.isGenerated(readFileSync(target, "utf8"))) rmSync(target);
      else errors.push(notOurs(file, "removed"));
    } catch (error) {
      errors.push(describeFailure(file, "removed", error));
    }
  }
  return errors.length > 0 ? failure(...errors) : success(files);
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // An unreadable file has no header that we could recognize.
  }
}
