import type { Rule } from "../rule.js";

/** Reports a router without successors, which has nothing to choose from (SPEC 5). */
export const routerNoSuccessor: Rule = ({ ast, facts, report }) => {
  for (const [index, node] of ast.nodes.entries()) {
    if (node.type.kind !== "router" || (facts.graph.edges[index] ?? []).length > 0) continue;
    report.add({ code: "router/no-successor", params: { id: node.id.value }, span: node.id.span });
  }
};
