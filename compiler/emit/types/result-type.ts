import type { NodePlan } from "../../plan.js";
import { idsOf } from "./arrival-type.js";
import { importedCallableType } from "./callable-type.js";
import { failureRule } from "../../certain-nodes.js";
import { type EmitScope, mostRepeated, payloadOf, successorsOf } from "./emit-scope.js";
import {
  intersectionType,
  literalType,
  neverType,
  objectType,
  reference,
  type TypeMember,
  type TypeNode,
  unionType,
  unknownType,
} from "./type-node.js";

/**
 * The type of what nodes return, as stored in `context.payloads` (SPEC 4 to 7).
 *
 * @param callables the members of `Callables`
 */
export function resultsType(scope: EmitScope, callables: readonly TypeMember[]): TypeNode {
  const others = scope.plan.nodes
    .filter((node) => node.kind !== "function")
    .map((node) => ({ key: node.id, isOptional: false, type: decidedType(scope, node) }));
  return intersectionType([
    ...(callables.length === 0 ? [] : [reference("Returned", reference("Callables"), reference("Payloads"))]),
    ...(others.length === 0 ? [] : [objectType(others, true)]),
  ]);
}

function decidedType(scope: EmitScope, node: NodePlan): TypeNode {
  const result = node.kind === "loop" ? reference("Record", reference("string"), unknownType) : chosenType(scope, node);
  return failureRule(scope.plan, node) === "continue" ? unionType([result, payloadOf(node.id)]) : result;
}

/** The result of a router: `{ target: payload }` for the targets that it chose. */
function chosenType(scope: EmitScope, node: NodePlan): TypeNode {
  const callable = importedCallableType(scope, node);
  const { id, successors } = node;
  if (callable === undefined) {
    return objectType(successors.map((successor) => ({ key: successor.id, isOptional: true, type: neverType })));
  }
  const targets = successors.length > mostRepeated ? successorsOf(id) : idsOf(successors);
  return reference("Chosen", callable, targets, reference("Payloads"), literalType(id));
}
