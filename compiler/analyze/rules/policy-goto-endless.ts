import { findReached } from "../facts/find-reached.js";
import type { Rule } from "../rule.js";

/**
 * Reports a node whose `goto` leads back to it, so that it can fail forever (SPEC 7). The flow's own goto is only taken
 * once per path.
 */
export const policyGotoEndless: Rule = ({ ast, facts, taken, scopes, report, nameOf }) => {
  if (ast.maxSteps !== undefined) return;
  const { edges, gotos, nodes } = facts.graph;
  const next = (node: number): number[] => {
    const goto = gotos[node];
    const targets = (edges[node] ?? []).map(({ to }) => to);
    return goto === undefined || goto.isFlows ? targets : [...targets, goto.to];
  };
  for (const goto of gotos) {
    if (goto === undefined || goto.isFlows || taken.reachable[goto.from] !== true) continue;
    const reached = findReached([goto.to], nodes.length, next);
    // A way back from an item to its loop is reported as `loop/leads-back`.
    const isOfItem = scopes.loops.some(({ node, caused }) => caused.includes(goto.from) && reached[node] === true);
    if (reached[goto.from] !== true || isOfItem) continue;
    const params = { id: nameOf(goto.to), from: nameOf(goto.from) };
    report.add({ code: "policy/goto-endless", params, span: goto.span });
  }
};
