import type { UsageError } from "../base/usage-error.js";
import { noFlows } from "./discover.js";
import type { ModuleReport } from "./findings-report.js";
import type { Target } from "./find-targets.js";

/** There are several projects, but none of them has a flow. */
export const noFlow: UsageError = {
  message: "neither the project nor one inside of it has a flow",
  help: "Name a flow's file, or set `include` in the configuration.",
};

/**
 * The error if there is nothing to build. Leftover modules of missing flows are only removed on request: if no flow is
 * left, the flows may be absent (as in an image that contains only code) rather than deleted.
 *
 * @param modules the modules on the disk
 */
export function nothingToBuild(targets: readonly Target[], modules: readonly ModuleReport[]): UsageError {
  const [only] = targets;
  const { message, help = "" } =
    only === undefined || targets.length > 1 ? noFlow : noFlows(undefined, only.settings.config.include);
  const orphans = modules.filter(({ status }) => status === "orphaned").map(({ path }) => `\`${path}\``);
  if (orphans.length === 0) return { message, help };
  const [are, them] = orphans.length === 1 ? ["this module is", "it"] : ["these modules are", "them"];
  return {
    message: `${message}; of flows that are gone ${are} left: ${orphans.join(", ")}`,
    help: `If the flows were deleted, \`flowc build --prune\` removes ${them}. ${help}`,
  };
}
