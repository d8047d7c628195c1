import type { ts } from "ts-morph";
import type { AnyFinding } from "../diagnostics/diagnostic.js";
import type { FunctionPlan, NodePlan } from "../plan.js";
import { resultType } from "./arrivals.js";
import { calledIn } from "./inexact-producer.js";
import { isRoute } from "./is-route.js";
import { membersOf } from "./members-of.js";
import { printType } from "./print-type.js";
import type { WiringScope } from "./wiring-scope.js";

/** Reports a node that is not a router but returns a `route()`, so that every run fails (SPEC 5). */
export function undeclaredRouters(scope: WiringScope, node: NodePlan): AnyFinding[] {
  if (node.kind !== "function" || !isUndeclaredRouter(scope, node.id)) return [];
  return [
    { code: "types/undeclared-router", params: { id: node.id, isClass: isClass(node) }, span: node.callable.span },
  ];
}

/**
 * Reports a node that is not a router but only returns ids of its successors: each of them gets the id as its payload
 * (SPEC 5). Conditions choose among them by the id.
 */
export function idsAsData(scope: WiringScope, node: NodePlan): AnyFinding[] {
  const result = node.kind === "function" ? returnedType(scope, node.id) : undefined;
  if (node.kind !== "function" || result === undefined || !returnsIds(scope, node, result)) return [];
  return [
    {
      code: "types/ids-as-data",
      params: { id: node.id, given: printType(scope, result), isClass: isClass(node) },
      span: node.callable.span,
    },
  ];
}

function isClass({ callable }: FunctionPlan): boolean {
  return "isClass" in callable && callable.isClass;
}

/** Whether a node fails because it returns a `route()` but is not a router. */
export function isUndeclaredRouter(scope: WiringScope, id: string): boolean {
  const result = scope.nodes.get(id)?.kind === "function" ? returnedType(scope, id) : undefined;
  return result !== undefined && returnsRoute(scope, result);
}

function returnedType(scope: WiringScope, id: string): ts.Type | undefined {
  const called = calledIn(scope, id);
  if (called === undefined) return resultType(scope, id);
  // For an overloaded function, TypeScript uses the last signature when it infers the result.
  const returned = called.getCallSignatures().at(-1)?.getReturnType();
  return returned && (scope.checker.getAwaitedType(returned) ?? returned);
}

function returnsRoute(scope: WiringScope, result: ts.Type): boolean {
  return membersOf(result).some(
    (member) => isRoute(scope, member) || elementsOf(scope, member).some((one) => isRoute(scope, one)),
  );
}

/** Whether the node returns only ids of its successors, and has more than one successor. */
function returnsIds(scope: WiringScope, node: NodePlan, result: ts.Type): boolean {
  if (node.successors.length < 2 || node.choices.length > 0) return false;
  const { Null, Undefined, Void } = scope.ts.TypeFlags;
  const members = membersOf(result).filter(({ flags }) => (flags & (Null | Undefined | Void)) === 0);
  const texts = members.flatMap((member) => {
    const elements = elementsOf(scope, member);
    return elements.length > 0 ? elements : [member];
  });
  const ids = new Set(node.successors.map(({ id }) => id));
  return texts.length > 0 && texts.every((text) => text.isStringLiteral() && ids.has(text.value));
}

function elementsOf({ checker }: WiringScope, type: ts.Type): readonly ts.Type[] {
  if (!checker.isArrayType(type) && !checker.isTupleType(type)) return [];
  const element = checker.getIndexInfosOfType(type)[0]?.type;
  return element === undefined ? [] : membersOf(element);
}
