import { readFileSync } from "node:fs";
import path from "node:path";
import type { ModuleReport } from "../../project/findings-report.js";
import { withLineFeeds } from "../../base/line-feeds.js";
import type { ModuleToWrite } from "./write-modules.js";

/** What a build would change. */
export interface Comparison {
  readonly statuses: ReadonlyMap<string, ModuleReport["status"]>;
  readonly removed: readonly ModuleReport[];
  readonly differences: readonly Difference[];
}

/** A file that a build would change. */
export interface Difference {
  /** Posix, relative to the project. */
  readonly path: string;
  /** Undefined if the file does not exist. */
  readonly before: string | undefined;
  /** Undefined if the file would be removed. */
  readonly after: string | undefined;
}

/** Compares modules with the files on disk. Line ends are ignored, since a checkout may change them. */
export function compareModules(
  modules: readonly ModuleToWrite[],
  orphans: readonly string[],
  projectDir: string,
): Comparison {
  const compared = modules.map(({ path: file, text }) => {
    return { path: file, text: withLineFeeds(text), before: readIfThere(file, projectDir) };
  });
  const differences = [
    ...compared.map(({ path: file, text, before }) => ({ path: file, before, after: text })),
    ...orphans.map((file) => ({ path: file, before: readIfThere(file, projectDir), after: undefined })),
  ];
  return {
    statuses: new Map(
      compared.map(({ path: file, text, before }) => {
        return [file, before === undefined ? "missing" : before === text ? "unchanged" : "stale"] as const;
      }),
    ),
    removed: orphans.map((file) => ({ path: file, status: "orphaned" as const })),
    differences: differences.filter(({ before, after }) => before !== after),
  };
}

function readIfThere(file: string, projectDir: string): string | undefined {
  try {
    return withLineFeeds(readFileSync(path.resolve(projectDir, file), "utf8"));
  } catch {
    return undefined; // An unreadable file counts as missing; a build would report the reason.
  }
}
