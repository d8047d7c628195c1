import type { GraphEdge } from "../facts/flow-graph.js";
import type { LoopScope } from "../facts/loop-scopes.js";
import type { Rule, RuleContext } from "../rule.js";

/**
 * Reports an edge from a loop's body back to the loop or to a node before it: an item would start the list that it
 * belongs to (SPEC 6).
 */
export const loopLeadsBack: Rule = (context) => {
  const { scopes, report, nameOf } = context;
  for (const loop of scopes.loops) {
    for (const { from, to, span } of edgesBack(context, loop)) {
      const params = { id: nameOf(loop.node), from: nameOf(from), target: nameOf(to) };
      report.add({ code: "loop/leads-back", params, span });
    }
  }
};

/** The edges from a loop's body to the loop, or to a node that is on every path to the loop. */
function edgesBack({ facts }: RuleContext, { node: loop, body }: LoopScope): GraphEdge[] {
  const { graph, dominators } = facts;
  const found: GraphEdge[] = [];
  const inside = new Set([body]);
  for (const member of inside) {
    const goto = graph.gotos[member];
    for (const edge of [...(graph.edges[member] ?? []), ...(goto === undefined ? [] : [goto])]) {
      if (dominators.dominates(edge.to, loop)) found.push(edge);
      else inside.add(edge.to);
    }
  }
  return found;
}
