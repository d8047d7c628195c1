import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Severity } from "../../compiler/diagnostics/severity.js";

/** The severity that the configuration's `rules` give to a code. */
export type RuleSetting = Severity | "off";
export type Rules = Readonly<Record<string, RuleSetting>>;

/** Codes that are reported only if the configuration gives them a severity. */
const offByDefault: ReadonlySet<string> = new Set(["types/any"]);

/**
 * Gives findings the severity that the configuration sets. Only a code whose own severity is `warning` can be switched
 * off or kept as a warning: flows with an error get no module, so a build that does not report the error would fail
 * silently. The check of the configuration rejects such a rule beforehand.
 */
export function applyRules(diagnostics: readonly Diagnostic[], rules: Rules): Diagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    const setting = Object.hasOwn(rules, diagnostic.code) ? rules[diagnostic.code] : undefined;
    if (setting === undefined && offByDefault.has(diagnostic.code)) return [];
    if (setting === undefined || diagnostic.severity === "error") return [diagnostic];
    return setting === "off" ? [] : [{ ...diagnostic, severity: setting }];
  });
}
