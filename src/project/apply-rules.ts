import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Severity } from "../../compiler/diagnostics/severity.js";

/** What the configuration's `rules` may say of a code. */
export type RuleSetting = Severity | "off";
export type Rules = Readonly<Record<string, RuleSetting>>;

/** Codes that are reported only where the configuration gives them a severity. */
const offByDefault: ReadonlySet<string> = new Set(["types/any"]);

/**
 * Gives findings the severity that the configuration asks for. Only a code whose own severity is `warning` can be
 * switched off or kept as a warning: behind an error there is no module, so an error that is not reported would be a
 * build that fails without a word. The check of the configuration refuses such a rule beforehand.
 */
export function applyRules(diagnostics: readonly Diagnostic[], rules: Rules): Diagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    const setting = Object.hasOwn(rules, diagnostic.code) ? rules[diagnostic.code] : undefined;
    if (setting === undefined && offByDefault.has(diagnostic.code)) return [];
    if (setting === undefined || diagnostic.severity === "error") return [diagnostic];
    return setting === "off" ? [] : [{ ...diagnostic, severity: setting }];
  });
}
