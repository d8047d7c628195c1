import type { UsageError } from "../base/usage-error.js";
import { noFlows } from "./discover.js";
import type { ModuleReport } from "./findings-report.js";
import type { Target } from "./find-targets.js";

/** Several projects, and no flow in any of them. */
export const noFlow: UsageError = {
  message: "neither the project nor one inside of it has a flow",
  help: "Name a flow's file, or set `include` in the configuration.",
};

/**
 * There is nothing to build. Modules of flows that are gone are not removed without being asked for: where no flow is left, it
 * may be that the flows are not there (an image that was given code alone), and not that they were deleted.
 *
 * @param modules what is on the disk
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
