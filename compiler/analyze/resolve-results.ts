import type { FlowAst } from "../parse/flow-ast.js";
import type { TypeReferencePlan } from "../plan.js";
import type { ResolvedCallable } from "./create-plan.js";
import { type ResolveContext, resolveTypeReference } from "./resolve-reference.js";

/**
 * Returns the declared result of each node, indexed by node; undefined if it has none. A class shows only by its export
 * that it is a router, whose result is its decision.
 */
export function resolveResults(
  ast: FlowAst,
  callables: readonly (ResolvedCallable | undefined)[],
  context: ResolveContext,
): (TypeReferencePlan | undefined)[] {
  return ast.nodes.map(({ type, result }, index) => {
    if (result !== undefined && type.kind === "class" && callables[index]?.kind === "router") {
      const params = { key: "result", type: "RoutingNode", belongs: "a FunctionNode or a class that is no router" };
      context.report.add({ code: "node/key-of-another-type", params, span: result.span });
    }
    return resolveTypeReference(result, context);
  });
}
