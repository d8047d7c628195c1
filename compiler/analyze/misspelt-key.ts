import { closestNames } from "../diagnostics/closest-names.js";
import type { Fix } from "../diagnostics/diagnostic.js";
import type { Severity } from "../diagnostics/severity.js";
import { renameFix } from "../diagnostics/rename-fix.js";
import type { KeyPlan } from "../plan.js";

/** What is reported of a key that names nothing. */
export interface MisspeltKey {
  readonly closest: readonly string[];
  /** An error where a name is so near that it must have been meant; else what it reads is just never there. */
  readonly severity: Severity;
  readonly fix?: Fix;
}

/** Looks for the name that was meant. */
export function misspeltKey(key: KeyPlan, known: Iterable<string>): MisspeltKey {
  const found = String(key.value);
  const closest = closestNames(found, known);
  if (closest.length === 0) return { closest, severity: "warning" };
  return { closest, severity: "error", ...renameFix(found, closest, key.span) };
}
