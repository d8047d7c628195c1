import type { RuleContext } from "./rule.js";

/** Reports the first node at which a proof was given up: one finding a flow. To be called after what asks for proofs. */
export function reportTooComplex(node: number, { activations, ast, report, nameOf }: RuleContext): void {
  const span = ast.nodes[node]?.id.span;
  if (span === undefined || !activations.hasGivenUp()) return;
  const code = "analysis/too-complex";
  if (report.diagnostics.every((found) => found.code !== code))
    report.add({ code, params: { id: nameOf(node) }, span });
}
