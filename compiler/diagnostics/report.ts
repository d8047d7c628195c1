import { createDiagnostic } from "./create-diagnostic.js";
import type { AnyFinding, Diagnostic } from "./diagnostic.js";

/** Where a phase puts its findings. */
export interface Report {
  readonly diagnostics: readonly Diagnostic[];
  add(finding: AnyFinding): void;
  /** Whether an error is among the findings. */
  hasErrors(): boolean;
}

export function createReport(): Report {
  const diagnostics: Diagnostic[] = [];
  return {
    diagnostics,
    add: (finding) => void diagnostics.push(createDiagnostic(finding)),
    hasErrors: () => diagnostics.some((diagnostic) => diagnostic.severity === "error"),
  };
}
