import { closestNames } from "../diagnostics/closest-names.js";
import type { Fix } from "../diagnostics/diagnostic.js";
import type { Severity } from "../diagnostics/severity.js";
import { renameFix } from "../diagnostics/rename-fix.js";
import type { KeyPlan } from "../plan.js";

/** What to report about a key that does not refer to anything. */
export interface MisspeltKey {
  readonly closest: readonly string[];
  /**
   * An error if a name is so similar that it must have been meant. Otherwise a warning: the read just finds nothing.
   */
  readonly severity: Severity;
  readonly fix?: Fix;
}

/** Looks for the name that a key was meant to be. */
export function misspeltKey(key: KeyPlan, known: Iterable<string>): MisspeltKey {
  const found = String(key.value);
  const closest = closestNames(found, known);
  if (closest.length === 0) return { closest, severity: "warning" };
  return { closest, severity: "error", ...renameFix(found, closest, key.span) };
}
