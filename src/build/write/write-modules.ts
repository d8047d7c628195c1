import { lstatSync, mkdirSync, readFileSync, realpathSync, renameSync, rmdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { failure, success, type Outcome, type UsageError } from "../../base/usage-error.js";
import { createOutsideCheck, type OutsideCheck } from "./leads-outside.js";
import { withLineFeeds } from "../../base/line-feeds.js";
import { describeFailure } from "../../base/describe-failure.js";
import { removeAbandoned, writeTemporary } from "../../base/write-temporary.js";

/** A generated module. */
export interface ModuleToWrite {
  /** Posix, relative to the project. */
  readonly path: string;
  readonly text: string;
  /** The flow file that it is made from, for messages. */
  readonly source: string;
}

export interface WriteOptions {
  readonly projectDir: string;
  /** Whether a file's text has our header: only such a file is replaced or removed. */
  readonly isGenerated: (text: string) => boolean;
  /** Replaces other files too, and follows links out of the project. */
  readonly force?: boolean;
}

export interface WrittenModules {
  /** Paths as they were given, in their order. */
  readonly written: readonly string[];
  /** Files that had the text already; they are not touched. */
  readonly unchanged: readonly string[];
}

/**
 * Writes generated modules, all or none: each is written in full next to its target first, and only when all are on the disk
 * are they renamed into place; if a rename fails, those before it are taken back. A file that is not ours is never replaced;
 * two modules of one path are an error. Nothing is thrown.
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
  /** Absolute, links followed. */
  readonly file: string;
  /** The text before; undefined where there is no file. */
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

/** Reading a pipe or a device could last for ever; a folder says so itself when it is read. */
function isFileOrFolder(file: string): boolean {
  const stats = statSync(file);
  return stats.isFile() || stats.isDirectory();
}

/** The error for a file in the place of a module that flowc did not generate. */
export function notOurs(file: string, verb: "replaced" | "removed"): UsageError {
  return {
    message: `\`${file}\` is not ${verb}: flowc did not generate it`,
    help: "Its first line is not `// @generated by flowc`. Move the file, choose another folder with `outDir`, or replace it with `flowc build --force`.",
  };
}

/** Writes all, or reports what kept it from it and leaves the disk as it was. */
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
  const first = mkdirSync(folder, { recursive: true });
  if (first === undefined) return;
  undo.push(() => {
    for (let made = folder; made.startsWith(first); made = path.dirname(made)) rmdirSync(made);
  });
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
