import { pathInside } from "../base/path-inside.js";
import { mergeReports } from "../project/merge-reports.js";
import type { BuildOutcome } from "./finish-build.js";

/**
 * Merges the builds of several projects.
 *
 * @param toAbsolute the conversion of the project that flowc was called for
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
    differences: builds.flatMap(({ prefix, outcome }) =>
      outcome.differences.map((difference) => ({ ...difference, path: pathInside(prefix, difference.path) })),
    ),
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
