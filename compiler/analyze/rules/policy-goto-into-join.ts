import type { Rule } from "../rule.js";

/** Reports a goto to a join of `&`: a goto starts its target alone, which a join does not allow (SPEC 7). */
export const policyGotoIntoJoin: Rule = ({ facts, report, nameOf }) => {
  for (const goto of new Set(facts.graph.gotos)) {
    if (goto === undefined || (facts.arrivals[goto.to] ?? []).length < 2) continue;
    const parents = (facts.arrivals[goto.to] ?? []).flat().map(({ node }) => nameOf(node));
    report.add({ code: "policy/goto-into-join", params: { id: nameOf(goto.to), parents }, span: goto.span });
  }
};
