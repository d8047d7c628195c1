import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";

/** Whether a finding prevents a flow from being built. */
export function isError(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === "error";
}
