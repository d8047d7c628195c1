import type { NodePlan } from "../../plan.js";
import { failureRule } from "../../certain-nodes.js";
import { decidedType } from "./decided-type.js";
import { type EmitScope, payloadOf } from "./emit-scope.js";
import { intersectionType, objectType, reference, type TypeMember, type TypeNode, unionType } from "./type-node.js";

/**
 * The type of what nodes return, as stored in `context.payloads` (SPEC 4 to 7).
 *
 * @param callables the members of `Callables`
 */
export function resultsType(scope: EmitScope, callables: readonly TypeMember[]): TypeNode {
  const others = scope.plan.nodes
    .filter((node) => node.kind !== "function")
    .map((node) => ({ key: node.id, isOptional: false, type: storedType(scope, node) }));
  return intersectionType([
    ...(callables.length === 0 ? [] : [reference("Returned", reference("Callables"), reference("Payloads"))]),
    ...(others.length === 0 ? [] : [objectType(others, true)]),
  ]);
}

/** What is stored for a router or a loop. */
export function storedType(scope: EmitScope, node: NodePlan): TypeNode {
  const result = decidedType(scope, node);
  return failureRule(scope.plan, node) === "continue" ? unionType([result, payloadOf(node.id)]) : result;
}
