import { lstatSync, readFileSync, rmSync } from "node:fs";
import { sourceOf } from "../../compiler/emit/generated-mark.js";
import { failure, success, type Outcome, type UsageError } from "../config/usage-error.js";
import { createProjectPaths } from "../host/project-paths.js";
import { describeFailure } from "./describe-failure.js";
import { notOurs, type WriteOptions } from "./write-modules.js";

export interface OrphanOptions extends WriteOptions {
  /** Paths of the modules of all flows of the project. */
  readonly expected: readonly string[];
  /** Paths of these flows. */
  readonly flows?: readonly string[];
  /** The output folder, which is searched even where its name is one that flowc passes by (`dist`, `.gen`). */
  readonly outDir?: string | undefined;
}

/**
 * Generated modules (`*.flow.ts` with our header) that no flow stands for any more: posix, relative to the project, sorted.
 * A module whose flow is there, but was not taken (excluded, a link that leads nowhere), is none.
 * `node_modules`, `dist` and folders that start with a dot are passed by.
 */
export async function findOrphans(options: OrphanOptions): Promise<readonly string[]> {
  const { convertPathToPattern, glob } = await import("tinyglobby");
  const paths = createProjectPaths(options.projectDir);
  const patterns = { absolute: true, expandDirectories: false, ignore: ["**/node_modules/**"] };
  const files = await glob("**/*.flow.ts", {
    ...patterns,
    cwd: paths.projectDir,
    ignore: [...patterns.ignore, "**/dist/**"],
  });
  if (options.outDir !== undefined) {
    const outDir = convertPathToPattern(paths.toAbsolute(options.outDir));
    files.push(...(await glob(`${outDir}/**/*.flow.ts`, { ...patterns, cwd: paths.projectDir })));
  }
  const expected = new Set(options.expected);
  return [...new Set(files.map(paths.toProject))]
    .filter((file) => {
      const text = expected.has(file) ? "" : readText(paths.toAbsolute(file));
      if (!options.isGenerated(text)) return false;
      const source = sourceOf(text);
      if (source === undefined || options.flows?.includes(source) === true) return true;
      return lstatSync(paths.toAbsolute(source), { throwIfNoEntry: false }) === undefined;
    })
    .sort();
}

/** Removes generated modules; a file that is not ours stays, and is an error. Gives the paths that were removed. */
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
    return ""; // What cannot be read has no header that we could know it by.
  }
}
