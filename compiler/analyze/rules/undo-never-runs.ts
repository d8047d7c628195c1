import type { Rule, RuleContext } from "../rule.js";

/** Reports an `undo` in a flow whose runs no failure can end (SPEC 15). */
export const undoNeverRuns: Rule = (context) => {
  const { ast, taken, report } = context;
  if (ast.nodes.every(({ undo }) => undo === undefined) || mayEnd(context)) return;
  for (const [node, { id, undo }] of ast.nodes.entries()) {
    if (undo === undefined || taken.reachable[node] !== true) continue;
    report.add({ code: "undo/never-runs", params: { id: id.value }, span: undo.span });
  }
};

/** Whether some failure ends the run, or undoes before it is handled. A limit of steps or an endless cycle ends it in any case. */
function mayEnd({ ast, facts, taken }: RuleContext): boolean {
  if (ast.maxSteps !== undefined || facts.cycles.length > 0) return true;
  return ast.nodes.some(({ policy }, node) => {
    if (taken.reachable[node] !== true) return false;
    const rule = policy?.plan.onError ?? ast.policy?.plan.onError ?? "stop";
    if (typeof rule !== "object") return rule === "stop";
    // What the flow's own handler starts is not handled by it.
    return rule.undo === true || facts.graph.gotos[node] === undefined;
  });
}
