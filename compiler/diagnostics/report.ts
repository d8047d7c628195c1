import type { Code } from "./catalogue.js";
import { createDiagnostic } from "./create-diagnostic.js";
import type { Diagnostic, Finding } from "./diagnostic.js";

/** Where a phase puts its findings. */
export interface Report {
  readonly diagnostics: readonly Diagnostic[];
  add<C extends Code>(finding: Finding<C>): void;
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
