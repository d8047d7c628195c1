import { pathInside } from "../base/path-inside.js";
import { mergeReports } from "../project/merge-reports.js";
import type { BuildOutcome } from "./finish-build.js";

/**
 * Builds of several projects as one.
 *
 * @param toAbsolute of the project that was called
 */
export function mergeBuilds(
  builds: readonly { readonly prefix: string; readonly outcome: BuildOutcome }[],
  toAbsolute: BuildOutcome["toAbsolute"],
): BuildOutcome {
  return {
    report: mergeReports(builds.map(({ prefix, outcome }) => ({ prefix, report: outcome.report }))),
    changes: builds.flatMap(({ prefix, outcome }) =>
      outcome.changes.map((change) => ({ ...change, path: pathInside(prefix, change.path) })),
    ),
    diff: builds.map(({ prefix, outcome }) => movedDiff(outcome.diff, prefix)).join(""),
    hasErrors: builds.some(({ outcome }) => outcome.hasErrors),
    broken: builds.flatMap(({ prefix, outcome }) =>
      outcome.broken.map(({ flow, outputs }) => ({
        flow: pathInside(prefix, flow),
        outputs: outputs.map((output) => pathInside(prefix, output)),
      })),
    ),
    toAbsolute,
    notes: () => builds.flatMap(({ outcome }) => outcome.notes()),
  };
}

/** A unified diff whose files are those of the project that was called. */
function movedDiff(diff: string, prefix: string): string {
  if (prefix === "") return diff;
  return diff.replace(
    /^--- (a\/)?(.*)\n\+\+\+ (b\/)?(.*)(?=\n@@ )/gmu,
    (_, a: string | undefined, before: string, b: string | undefined, after: string) =>
      `--- ${a === undefined ? before : `a/${pathInside(prefix, before)}`}\n` +
      `+++ ${b === undefined ? after : `b/${pathInside(prefix, after)}`}`,
  );
}
