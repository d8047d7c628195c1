import type { UsageError } from "../config/usage-error.js";

/** Several projects, and no flow in any of them. */
export const noFlow: UsageError = {
  message: "neither the project nor one inside of it has a flow",
  help: "Name a flow's file, or set `include` in the configuration.",
};
