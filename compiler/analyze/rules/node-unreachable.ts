import type { Rule } from "../rule.js";

/** A node that no path from the entry leads to never runs. */
export const nodeUnreachable: Rule = ({ ast, facts, report, nameOf }) => {
  for (const [index, node] of ast.nodes.entries()) {
    if (facts.reachable[index] !== false) continue;
    // Of a part of the graph that hangs together only its beginnings are named.
    const parents = facts.predecessors[index] ?? [];
    if (parents.some((parent) => parent !== index && !facts.isBack(parent, index))) continue;
    const params = { id: node.id.value, entry: nameOf(facts.graph.entry) };
    report.add({ code: "node/unreachable", params, span: node.id.span });
  }
};
