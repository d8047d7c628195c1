import type { Report } from "../diagnostics/report.js";
import type { FlowAst } from "../parse/flow-ast.js";
import type { PlanInput } from "./create-plan.js";

/** Reports conditions on the edges of routers and loops, which decide themselves where they lead (SPEC 12). */
export function checkConditions(ast: FlowAst, callables: PlanInput["callables"], report: Report): void {
  for (const [index, { id, type, choices }] of ast.nodes.entries()) {
    const kind = type.kind === "loop" ? "loop" : callables[index]?.kind === "router" ? "router" : undefined;
    if (kind === undefined) continue;
    for (const { span } of choices.flatMap(({ alternatives }) => alternatives)) {
      report.add({ code: "condition/on-router", params: { id: id.value, kind }, span });
    }
  }
}
