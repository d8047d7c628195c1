import type { NodePlan } from "../../plan.js";
import { importedCallableType } from "./callable-type.js";
import { mostRepeated, type ResultScope, successorsOf } from "./emit-scope.js";
import { idsOf } from "./ids-of.js";
import { literalType, neverType, objectType, reference, type TypeNode, unknownType } from "./type-node.js";

/** The result of a loop, or of a router: `{ target: payload }` for the targets that it chose. */
export function decidedType(scope: ResultScope, node: NodePlan): TypeNode {
  if (node.kind === "loop") return reference("Record", reference("string"), unknownType);
  const callable = importedCallableType(scope, node);
  const { id, successors } = node;
  if (callable === undefined) {
    return objectType(successors.map((successor) => ({ key: successor.id, isOptional: true, type: neverType })));
  }
  const targets = successors.length > mostRepeated ? successorsOf(id) : idsOf(successors);
  return reference("Chosen", callable, targets, reference("Payloads"), literalType(id));
}
