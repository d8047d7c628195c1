import type { NodeAst } from "../../parse/flow-ast.js";
import { isConditional } from "../is-conditional.js";
import type { Rule } from "../rule.js";

/**
 * Reports a node that can go back to the start of a cycle and leave the cycle at once: its conditions do not exclude each
 * other (SPEC 12).
 */
export const conditionBackAndExit: Rule = ({ ast, facts, report, nameOf }) => {
  for (const { header, backEdges, members } of facts.cycles) {
    const inside = new Set(members);
    for (const { from, to, span } of backEdges) {
      const node = ast.nodes[from];
      // Without a condition, the cycle never ends, which is another finding.
      if (node === undefined || !isConditional(node, nameOf(to))) continue;
      const exit = (facts.graph.edges[from] ?? []).find((edge) => {
        return !inside.has(edge.to) && !areExclusive(node, nameOf(to), nameOf(edge.to));
      });
      if (exit === undefined) continue;
      const params = { back: nameOf(header), exit: nameOf(exit.to) };
      const related = [{ message: "this leaves the cycle", span: exit.span }];
      report.add({ code: "condition/back-and-exit", params, span, related });
    }
  }
};

/** Whether two targets are different alternatives of one choice. */
function areExclusive({ choices }: NodeAst, one: string, other: string): boolean {
  return choices.some(({ alternatives }) => {
    const of = (id: string): number => alternatives.findIndex(({ targets }) => targets.includes(id));
    return of(one) >= 0 && of(other) >= 0 && of(one) !== of(other);
  });
}
