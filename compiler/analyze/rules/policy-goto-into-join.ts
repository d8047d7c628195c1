import type { Rule } from "../rule.js";

/** A goto starts its target alone, which a join of `&` cannot be (SPEC 7). */
export const policyGotoIntoJoin: Rule = ({ facts, report, nameOf }) => {
  for (const goto of new Set(facts.graph.gotos)) {
    if (goto === undefined || (facts.arrivals[goto.to] ?? []).length < 2) continue;
    const parents = (facts.arrivals[goto.to] ?? []).flat().map(({ node }) => nameOf(node));
    report.add({ code: "policy/goto-into-join", params: { id: nameOf(goto.to), parents }, span: goto.span });
  }
};
