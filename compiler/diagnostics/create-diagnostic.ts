import { catalogue, type Code } from "./catalogue.js";
import type { CatalogueEntry } from "./catalogue/entry.js";
import type { Diagnostic, Finding } from "./diagnostic.js";

/** Gives a finding its severity and words. */
export function createDiagnostic<C extends Code>(finding: Finding<C>): Diagnostic {
  // The catalogue's type relates each code to its own parameters; a lookup by a generic code loses that.
  const entry = catalogue[finding.code] as unknown as CatalogueEntry<Finding<C>["params"]>;
  return {
    code: finding.code,
    severity: entry.severity,
    message: entry.message(finding.params),
    help: entry.help?.(finding.params),
    span: finding.span,
    related: finding.related ?? [],
    fix: finding.fix,
  };
}
