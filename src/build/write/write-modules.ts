import { lstatSync, readFileSync, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { failure, success, type Outcome, type UsageError } from "../../base/usage-error.js";
import { createOutsideCheck, type OutsideCheck } from "./leads-outside.js";
import { withLineFeeds } from "../../base/line-feeds.js";
import { describeFailure } from "../../base/describe-failure.js";
import { makeFolders, removeFolders } from "../../base/make-folders.js";
import { removeAbandoned, writeTemporary } from "../../base/write-temporary.js";

/** A generated module. */
export interface ModuleToWrite {
  /** Posix, relative to the project. */
  readonly path: string;
  readonly text: string;
  /** The flow file that it was compiled from, for messages. */
  readonly source: string;
}

export interface WriteOptions {
  readonly projectDir: string;
  /** Whether a text has our header: only such files are replaced or removed. */
  readonly isGenerated: (text: string) => boolean;
  /** Also replaces other files, and follows links out of the project. */
  readonly force?: boolean;
}

export interface WrittenModules {
  /** Paths as given, in the given order. */
  readonly written: readonly string[];
  /** Files that already had the text; they are not touched. */
  readonly unchanged: readonly string[];
}

/**
 * Writes generated modules, all or none. Each one is first written in full next to its target, and they are renamed
 * into place only when all are on disk. If a rename fails, earlier ones are undone. A file that flowc did not generate
 * is never replaced. Two modules with the same path are an error. Never throws.
 */
export function writeModules(modules: readonly ModuleToWrite[], options: WriteOptions): Outcome<WrittenModules> {
  const duplicates = findDuplicates(modules);
  if (duplicates.length > 0) return failure(...duplicates);
  const leadsOutside = createOutsideCheck(options.projectDir);
  const targets = modules.map((module) => readTarget(module, { ...options, leadsOutside }));
  const refused = targets.flatMap((target) => (target.kind === "refused" ? [target.error] : []));
  if (refused.length > 0) return failure(...refused);
  const changed = targets.filter((target) => target.kind === "changed");
  const error = writeAll(changed);
  if (error) return failure(error);
  return success({
    written: changed.map(({ module }) => module.path),
    unchanged: targets.flatMap((target) => (target.kind === "unchanged" ? [target.module.path] : [])),
  });
}

type Target =
  | { readonly kind: "unchanged"; readonly module: ModuleToWrite }
  | ChangedTarget
  | { readonly kind: "refused"; readonly error: UsageError };

interface ChangedTarget {
  readonly kind: "changed";
  readonly module: ModuleToWrite;
  /** Absolute path, with links resolved. */
  readonly file: string;
  /** The previous text; undefined if there is no file. */
  readonly before: string | undefined;
}

function findDuplicates(modules: readonly ModuleToWrite[]): UsageError[] {
  const sources = new Map<string, string>();
  return modules.flatMap(({ path: file, source }) => {
    const other = sources.get(file);
    sources.set(file, source);
    if (other === undefined) return [];
    return [
      {
        message: `\`${other}\` and \`${source}\` would both be written to \`${file}\``,
        help: "Rename one of the flow files, or leave one out with `exclude`.",
      },
    ];
  });
}

function readTarget(module: ModuleToWrite, options: WriteOptions & { readonly leadsOutside: OutsideCheck }): Target {
  const file = path.resolve(options.projectDir, module.path);
  const refused = (error: UsageError): Target => ({ kind: "refused", error });
  try {
    const outside = options.force === true ? undefined : options.leadsOutside(file);
    const stats = lstatSync(file, { throwIfNoEntry: false });
    if (stats === undefined) {
      return outside === undefined
        ? { kind: "changed", module, file, before: undefined }
        : refused(isOutside(module.path, outside));
    }
    if (!isFileOrFolder(file)) return refused(notOurs(module.path, "replaced"));
    const before = readFileSync(file, "utf8");
    // A checkout may change line ends.
    if (before === module.text || withLineFeeds(before) === withLineFeeds(module.text))
      return { kind: "unchanged", module };
    if (outside !== undefined) return refused(isOutside(module.path, outside));
    if (options.force !== true && !options.isGenerated(before)) return refused(notOurs(module.path, "replaced"));
    return { kind: "changed", module, file: realpathSync(file), before };
  } catch (error) {
    return refused(describeFailure(module.path, "written", error));
  }
}

function isOutside(file: string, real: string): UsageError {
  return {
    message: `\`${file}\` is not written: a link leads it out of the project, to \`${real}\``,
    help: "Remove the link, name the folder itself with `outDir`, or call `flowc build --force`.",
  };
}

/**
 * Whether a path is safe to read. Reading a pipe or a device might never end; reading a folder fails with a clear
 * error.
 */
function isFileOrFolder(file: string): boolean {
  const stats = statSync(file);
  return stats.isFile() || stats.isDirectory();
}

/** The error for a file that is in a module's place but was not generated by flowc. */
export function notOurs(file: string, verb: "replaced" | "removed"): UsageError {
  return {
    message: `\`${file}\` is not ${verb}: flowc did not generate it`,
    help: "Its first line is not `// @generated by flowc`. Move the file, choose another folder with `outDir`, or replace it with `flowc build --force`.",
  };
}

/** Writes all targets. If that fails, restores the disk and returns the error. */
function writeAll(targets: readonly ChangedTarget[]): UsageError | undefined {
  const undo: (() => void)[] = [];
  const renames: { readonly target: ChangedTarget; readonly temporary: string }[] = [];
  let current = "";
  try {
    for (const target of targets) {
      current = target.module.path;
      makeFolder(path.dirname(target.file), undo);
      const temporary = writeTemporary(target.file, target.module.text);
      undo.push(() => {
        rmSync(temporary, { force: true });
      });
      renames.push({ target, temporary });
    }
    for (const { target, temporary } of renames) {
      current = target.module.path;
      renameSync(temporary, target.file);
      undo.push(() => {
        restore(target);
      });
    }
    for (const folder of new Set(targets.map(({ file }) => path.dirname(file)))) removeAbandoned(folder);
    return undefined;
  } catch (error) {
    return takeBack(undo, describeFailure(current, "written", error));
  }
}

function makeFolder(folder: string, undo: (() => void)[]): void {
  const made = makeFolders(folder);
  if (made.length > 0) undo.push(() => removeFolders(made));
}

function restore({ file, before }: ChangedTarget): void {
  if (before === undefined) rmSync(file, { force: true });
  else renameSync(writeTemporary(file, before), file);
}

function takeBack(undo: readonly (() => void)[], error: UsageError): UsageError {
  const failures: string[] = [];
  for (const step of [...undo].reverse()) {
    try {
      step();
    } catch (fault) {
      failures.push(fault instanceof Error ? fault.message : String(fault));
    }
  }
  const outcome =
    failures.length === 0 ? "No module was changed." : `Some of it could not be taken back: ${failures.join("; ")}.`;
  return { ...error, help: error.help === undefined ? outcome : `${error.help} ${outcome}` };
}
