import { closestNames } from "../../diagnostics/closest-names.js";
import type { Fix, Severity } from "../../diagnostics/diagnostic.js";
import type { KeyPlan } from "../../plan.js";

/** What is reported of a key that names nothing. */
export interface MisspeltKey {
  readonly closest: readonly string[];
  /** An error where a name is so near that it must have been meant; else what it reads is just never there. */
  readonly severity: Severity;
  readonly fix?: Fix;
}

/** Looks for the name that was meant. The fix keeps the spelling of the path: `.key`, `["key"]`. */
export function misspeltKey(key: KeyPlan, known: Iterable<string>): MisspeltKey {
  const found = String(key.value);
  const closest = closestNames(found, known);
  const [best] = closest;
  if (best === undefined) return { closest, severity: "warning" };
  const isBare = /^[^\s.[\]{}()|?"']+$/u.test(best) && key.span.end.offset - key.span.start.offset === found.length;
  if (!isBare || closest.length > 1) return { closest, severity: "error" };
  const title = `Replace \`${found}\` with \`${best}\``;
  return { closest, severity: "error", fix: { title, edits: [{ span: key.span, text: best }] } };
}
