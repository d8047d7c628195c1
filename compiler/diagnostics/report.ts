import { createDiagnostic } from "./create-diagnostic.js";
import type { AnyFinding, Diagnostic } from "./diagnostic.js";

/** Collects the findings of a phase. */
export interface Report {
  readonly diagnostics: readonly Diagnostic[];
  add(finding: AnyFinding): void;
  /** Whether any finding is an error. */
  hasErrors(): boolean;
}

/** @param known findings of earlier phases */
export function createReport(known: readonly Diagnostic[] = []): Report {
  const diagnostics = [...known];
  return {
    diagnostics,
    add: (finding) => void diagnostics.push(createDiagnostic(finding)),
    hasErrors: () => diagnostics.some((diagnostic) => diagnostic.severity === "error"),
  };
}
