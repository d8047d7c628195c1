import type { ts } from "ts-morph";
import type { AnyFinding } from "../diagnostics/diagnostic.js";
import type { FunctionPlan, NodePlan, RouterPlan } from "../plan.js";
import { resultType } from "./arrivals.js";
import { contractOf, parameterOf, relatedOf } from "./callable-contract.js";
import { calledIn, calleeOf } from "./inexact-producer.js";
import { isInstance } from "./is-instance.js";
import { hasKeysOfSuccessors } from "./is-mapping.js";
import { isRoute } from "./is-route.js";
import { membersOf } from "./members-of.js";
import { printType } from "./print-type.js";
import type { WiringScope } from "./wiring-scope.js";

/**
 * Reports instances of classes where the module's types see a mapping of successors: types do not tell an instance from a plain
 * object, but a run does (SPEC 5). A router that returns one fails; of a plain node, all successors get the whole instance.
 */
export function instanceFaults(scope: WiringScope, node: NodePlan): AnyFinding[] {
  if (node.kind === "loop") return [];
  return node.kind === "router" ? notRoutes(scope, node) : wholeInstances(scope, node);
}

/** Warns that the types of the module are wrong for a node that returns such an instance. */
export function instanceWarnings(scope: WiringScope, node: NodePlan): AnyFinding[] {
  if (node.kind !== "function") return [];
  const [first] = instancesOf(scope, node);
  if (first === undefined) return [];
  return [{ code: "types/keys-of-instance", params: { id: node.id, given: nameOf(first) }, span: node.callable.span }];
}

function notRoutes(scope: WiringScope, node: RouterPlan): AnyFinding[] {
  const [signature, ...others] = calledIn(scope, node.id)?.getCallSignatures() ?? [];
  if (signature === undefined || others.length > 0) return [];
  const returned = signature.getReturnType();
  const members = membersOf(scope.checker.getAwaitedType(returned) ?? returned);
  const found = members.find((one) => !isList(scope, one) && !isRoute(scope, one) && isInstance(scope, one));
  if (found === undefined) return [];
  const params = { id: node.id, given: nameOf(found), isInstance: true };
  return [{ code: "types/not-a-route", params, span: node.callable.span }];
}

/** Reports the successors of a node whose callables do not take the instance. */
function wholeInstances(scope: WiringScope, node: FunctionPlan): AnyFinding[] {
  const { checker } = scope;
  const instances = instancesOf(scope, node);
  if (instances.length === 0) return [];
  return node.successors.flatMap(({ id, span }): AnyFinding[] => {
    const target = scope.nodes.get(id);
    const callee = calleeOf(scope, id);
    if (target === undefined || target.kind === "loop" || target.inputs !== undefined || callee === undefined)
      return [];
    const contract = contractOf(scope, target, callee);
    const [signature, ...others] = contract.signatures;
    const parameter = signature && others.length === 0 ? parameterOf(scope, signature, 0)?.type : undefined;
    const isJoin = target.arrival.length > 1;
    const member = isJoin ? parameter && checker.getPropertyOfType(parameter, node.id) : undefined;
    const takes = isJoin ? member && checker.getTypeOfSymbol(member) : parameter;
    const unfit = takes && instances.find((one) => !checker.isTypeAssignableTo(one, takes));
    if (takes === undefined || unfit === undefined) return [];
    const text = printType(scope, takes);
    const params = {
      callable: contract.name,
      takes: isJoin ? `{ ${node.id}: ${text} }` : text,
      subject: `what \`${node.id}\` sends`,
      given: nameOf(unfit),
      from: [],
      closest: [],
    };
    return [{ code: "types/payload", params, span, related: relatedOf(scope, contract) }];
  });
}

/** The members of a node's result that are instances of classes all of whose keys are successors. */
function instancesOf(scope: WiringScope, node: FunctionPlan): readonly ts.Type[] {
  const result = node.choices.length > 0 ? undefined : resultType(scope, node.id);
  return membersOf(result).filter((one) => hasKeysOfSuccessors(scope, node, one) && isInstance(scope, one));
}

function isList({ checker }: WiringScope, type: ts.Type): boolean {
  return checker.isArrayType(type) || checker.isTupleType(type);
}

function nameOf(type: ts.Type): string {
  const named = type.isIntersection() ? type.types.find((one) => one.getSymbol() !== undefined) : type;
  return named?.getSymbol()?.name ?? "";
}
