import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";

/** Whether a finding keeps a flow from being built. */
export function isError(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === "error";
}
