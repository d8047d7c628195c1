import { createConditionChoice } from "../facts/condition-choice.js";
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
      const edges = facts.graph.edges[from] ?? [];
      const targets = edges.map((edge) => edge.to);
      const { indexOf } = facts.graph;
      const choice = createConditionChoice({ targets, choices: node.choices, indexOf, goesOn: false });
      const exit = edges.find((edge) => !inside.has(edge.to) && !choice.areExclusive(to, edge.to));
      if (exit === undefined) continue;
      const params = { back: nameOf(header), exit: nameOf(exit.to) };
      const related = [{ message: "this leaves the cycle", span: exit.span }];
      report.add({ code: "condition/back-and-exit", params, span, related });
    }
  }
};
