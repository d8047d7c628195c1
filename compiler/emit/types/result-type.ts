import type { NodePlan } from "../../plan.js";
import { contextReferences } from "../table/value-expression.js";
import { edgeType } from "./arrival-type.js";
import { importedCallableType } from "./callable-type.js";
import { failureRule } from "./certain-nodes.js";
import { type EmitScope, isAsked, payloadOf } from "./emit-scope.js";
import { readType } from "./read-type.js";
import { literalType, objectType, reference, type TypeNode, unionType, unknownType } from "./type-node.js";
import { expressionType } from "./value-type.js";

/** The type of what a node returns, as stored in `context.payloads` (SPEC 4 to 7). */
export function resultType(scope: EmitScope, node: NodePlan): TypeNode {
  if (node.kind === "loop") return reference("Record", reference("string"), unknownType);
  const result = node.kind === "router" ? routedResult(scope, node) : returned(scope, node);
  return failureRule(scope.plan, node) === "continue" ? unionType([result, payloadOf(node.id)]) : result;
}

/** The result of a router: `{ target: payload }` for the targets that it chose. */
function routedResult(scope: EmitScope, node: NodePlan): TypeNode {
  return objectType(
    node.successors.map(({ id }) => ({ key: id, isOptional: true, type: edgeType(scope, node.id, id) })),
  );
}

function returned(scope: EmitScope, node: Exclude<NodePlan, { readonly kind: "loop" }>): TypeNode {
  const callable = importedCallableType(scope, node) ?? foundCallable(scope, node);
  if (callable === undefined) return unknownType;
  return reference("Result", callable, reference("Payloads"), literalType(node.id));
}

/**
 * The type of a callable that is looked up in the context; undefined if the caller provides it, since then only the
 * contract is known.
 */
export function foundCallable(
  scope: EmitScope,
  node: Exclude<NodePlan, { readonly kind: "loop" }>,
): TypeNode | undefined {
  if (node.callable.kind !== "dynamic") return undefined;
  const { expression } = node.callable;
  const isOfCaller = contextReferences(expression).some((ref) => {
    const read = scope.readOf(node, ref);
    return read !== undefined && isAsked(scope, read);
  });
  if (isOfCaller) return undefined;
  return reference(
    "NonNullable",
    expressionType(expression, (ref) => readType(scope, node, ref, unknownType)),
  );
}
