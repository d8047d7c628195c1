import type { NodePlan } from "../../plan.js";
import { contextReferences } from "../table/value-expression.js";
import { importedCallableType } from "./callable-type.js";
import { declaredType } from "./declared-type.js";
import { failureRule } from "../../certain-nodes.js";
import { type EmitScope, isAsked } from "./emit-scope.js";
import { readType } from "./read-type.js";
import { neverType, reference, type TypeMember, type TypeNode, unionType, unknownType } from "./type-node.js";
import { expressionType } from "./value-type.js";

type CalledNode = Exclude<NodePlan, { readonly kind: "loop" }>;

/** What is known of the callable of a node; of a router, whether it may return a promise. */
export interface CalledType {
  readonly node: CalledNode;
  readonly type: TypeNode | undefined;
}

/** Of a callable that nothing is known of. */
export const anyCallable = reference("Takes", neverType);

/** What the flow calls, node by node. */
export function calledTypes(scope: EmitScope): CalledType[] {
  return scope.plan.nodes.flatMap((node) => {
    if (node.kind === "loop") return [];
    const known = importedCallableType(scope, node) ?? foundCallable(scope, node);
    const type = known ?? (node.kind === "function" && node.result !== undefined ? anyCallable : undefined);
    return [{ node, type: type === undefined ? undefined : ofKind(scope, node, type) }];
  });
}

function ofKind({ plan, names }: EmitScope, node: CalledNode, type: TypeNode): TypeNode {
  if (node.kind === "router") return reference("Rule", type);
  const returning = node.result === undefined ? type : reference("Returning", type, declaredType(names, node.result));
  return failureRule(plan, node) === "continue" ? unionType([returning, reference("PassesOn")]) : returning;
}

/** The members of `Callables`: function nodes. */
export function callableMembers(called: readonly CalledType[]): TypeMember[] {
  return called
    .filter(({ node }) => node.kind === "function")
    .map(({ node: { id }, type = anyCallable }) => ({ key: id, isOptional: false, type }));
}

/** The type of a callable that is found in the context, where it is more than the contract that the flow asks for. */
function foundCallable(scope: EmitScope, node: CalledNode): TypeNode | undefined {
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
