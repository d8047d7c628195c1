import type { Rule } from "../rule.js";

/** Reports a cycle that no router can leave: it never ends (SPEC 10). */
export const cycleNoExit: Rule = ({ facts, activations, report, nameOf }) => {
  for (const { header, backEdges, members } of facts.cycles) {
    const endless = backEdges.find((edge) => {
      const { from, to } = edge;
      // A goto is only taken after a failure, which the next pass need not have.
      if (facts.graph.gotos[from] === edge) return false;
      const count = activations.backEdgeOf(from, to);
      return from !== to && count !== undefined && activations.isCertain(count);
    });
    if (endless === undefined) continue;
    const params = { header: nameOf(header), members: members.map(nameOf) };
    report.add({ code: "cycle/no-exit", params, span: endless.span });
  }
};
