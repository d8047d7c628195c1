import type { Rule } from "../rule.js";

/** Reports a node that no path from the entry leads to, so that it never runs. */
export const nodeUnreachable: Rule = ({ ast, facts, report, nameOf }) => {
  for (const [index, node] of ast.nodes.entries()) {
    if (facts.reachable[index] !== false) continue;
    // In a connected part of the graph, only the first nodes are reported.
    const parents = facts.predecessors[index] ?? [];
    if (parents.some((parent) => parent !== index && !facts.isBack(parent, index))) continue;
    const params = { id: node.id.value, entry: nameOf(facts.graph.entry) };
    report.add({ code: "node/unreachable", params, span: node.id.span });
  }
};
