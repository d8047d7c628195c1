import { catalogue } from "./catalogue.js";
import type { CatalogueEntry } from "./catalogue/entry.js";
import type { AnyFinding, Diagnostic } from "./diagnostic.js";

/** Adds the severity and the texts to a finding. */
export function createDiagnostic(finding: AnyFinding): Diagnostic {
  // A lookup by a union of codes forgets which parameters belong to which code. `AnyFinding` has ensured that they
  // match.
  const entry = catalogue[finding.code] as CatalogueEntry<AnyFinding["params"]>;
  return {
    code: finding.code,
    severity: finding.severity ?? entry.severity,
    message: entry.message(finding.params),
    help: entry.help?.(finding.params),
    span: finding.span,
    related: finding.related ?? [],
    fix: finding.fix,
    ...((finding.fix ?? finding.rename ?? finding.advice) ? { draft: finding } : {}),
  };
}
