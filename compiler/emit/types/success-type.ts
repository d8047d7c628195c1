import type { NodePlan } from "../../plan.js";
import { importedCallableType } from "./callable-type.js";
import { failureRule } from "../../certain-nodes.js";
import { declaredType } from "./declared-type.js";
import { type ResultScope, resultOf } from "./emit-scope.js";
import { decidedType } from "./decided-type.js";
import { literalType, reference, type TypeNode } from "./type-node.js";

/**
 * What a node has returned when it writes its outputs, and when its conditions are evaluated. Under `on_error: continue`, its `Results`
 * also have its own input, which goes on after a failure; but then it has written nothing, and none of its conditional edges is taken
 * (SPEC 7, 12).
 */
export function successType(scope: ResultScope, node: NodePlan): TypeNode {
  if (failureRule(scope.plan, node) !== "continue") return resultOf(node.id);
  if (node.kind !== "function") return decidedType(scope, node);
  const callable = importedCallableType(scope, node);
  if (callable === undefined) return resultOf(node.id);
  const { result } = node;
  const called = result === undefined ? callable : reference("Returning", callable, declaredType(scope.names, result));
  return reference("Result", called, reference("Payloads"), literalType(node.id));
}
