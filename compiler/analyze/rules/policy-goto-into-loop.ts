import type { Rule } from "../rule.js";

/** Reports a goto into the body of a loop that its node is not in (SPEC 7). */
export const policyGotoIntoLoop: Rule = ({ facts, scopes, report, nameOf }) => {
  for (const goto of facts.graph.gotos) {
    if (goto === undefined) continue;
    const loop = scopes.loops.find(({ members }) => members.includes(goto.to) && !members.includes(goto.from));
    if (loop === undefined || !scopes.started.has(loop.node)) continue;
    const params = { id: nameOf(goto.to), from: nameOf(goto.from), loop: nameOf(loop.node) };
    report.add({ code: "policy/goto-into-loop", params, span: goto.span });
  }
};
