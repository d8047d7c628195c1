import type { Diagnostic } from "../../../compiler/diagnostics/diagnostic.js";
import { counted } from "../../../trace/report/show-time.js";
import type { PastRun } from "../run-folder.js";

/** How many findings a flow has. */
export function findingsPill(findings: readonly Diagnostic[]): string {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const warnings = findings.length - errors;
  const texts = [
    ...(errors > 0 ? [counted(errors, "error")] : []),
    ...(warnings > 0 ? [counted(warnings, "warning")] : []),
  ];
  if (texts.length === 0) return pill("ok", "no findings");
  return pill(errors > 0 ? "failed" : "warning", texts.join(", "));
}

/** How a run ended. */
export function runPill({ status }: PastRun): string {
  return pill({ done: "ok", failed: "failed", "cut off": "cut" }[status], status);
}

function pill(className: string, text: string): string {
  return `<span class="pill ${className}">${text}</span>`;
}
