import type { NodePlan } from "../../plan.js";
import { importedCallableType } from "./callable-type.js";
import { failureRule } from "../../certain-nodes.js";
import { declaredType } from "./declared-type.js";
import { type EmitScope, resultOf } from "./emit-scope.js";
import { literalType, reference, type TypeNode } from "./type-node.js";

/**
 * What a node has returned when its conditions are evaluated. Under `on_error: continue`, its `Results` also have its own input, which
 * goes on after a failure; but then none of its conditional edges is taken (SPEC 12).
 */
export function successType(scope: EmitScope, node: NodePlan): TypeNode {
  const callable = node.kind === "function" ? importedCallableType(scope, node) : undefined;
  if (node.kind !== "function" || callable === undefined || failureRule(scope.plan, node) !== "continue") {
    return resultOf(node.id);
  }
  const { result } = node;
  const called = result === undefined ? callable : reference("Returning", callable, declaredType(scope.names, result));
  return reference("Result", called, reference("Payloads"), literalType(node.id));
}
