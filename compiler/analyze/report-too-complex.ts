import type { RuleContext } from "./rule.js";

/**
 * Reports the first node where the analysis gave up, at most once per flow. Call it after everything that needs proofs.
 */
export function reportTooComplex(node: number, { activations, ast, report, nameOf }: RuleContext): void {
  const span = ast.nodes[node]?.id.span;
  if (span === undefined || !activations.hasGivenUp()) return;
  const code = "analysis/too-complex";
  if (report.diagnostics.every((found) => found.code !== code))
    report.add({ code, params: { id: nameOf(node) }, span });
}
