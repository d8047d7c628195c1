import type { ts } from "ts-morph";
import { closestNames } from "../diagnostics/closest-names.js";
import type { AnyFinding } from "../diagnostics/diagnostic.js";
import type { LoopPlan, NodePlan } from "../plan.js";
import { referencesIn } from "../reference-uses.js";
import { resultType } from "./arrivals.js";
import { callableName, inexactness } from "./callable-contract.js";
import { choiceWarnings } from "./choice-warnings.js";
import { calledIn } from "./inexact-producer.js";
import { printType } from "./print-type.js";
import { instanceWarnings } from "./instance-fault.js";
import { isInherited } from "./is-inherited.js";
import { shorthandWarnings } from "./shorthand-warning.js";
import { inheritedItems, inheritedReads } from "./inherited-read.js";
import { idsAsData } from "./undeclared-router.js";
import { unsettled } from "./unsettled.js";
import type { Findings, WiringScope } from "./wiring-scope.js";

/**
 * Returns warnings about what is certain from the types but allowed by TypeScript: parts that no result has, rules that
 * may return anything.
 */
export function typeWarnings(scope: WiringScope, node: NodePlan): Findings {
  return [
    ...missingParts(scope, node),
    ...openRules(scope, node),
    ...guessedResult(scope, node),
    ...shorthandWarnings(scope, node),
    ...instanceWarnings(scope, node),
    ...choiceWarnings(scope, node),
    ...idsAsData(scope, node),
    ...inheritedReads(scope, node),
    ...inheritedItems(scope, node),
    ...unsettled(scope, node),
  ];
}

/** Reports a generic or overloaded callable whose result is used: in the module, its type is `any`. */
function guessedResult(scope: WiringScope, node: NodePlan): AnyFinding[] {
  if (node.kind === "loop" || !isUsed(scope, node)) return [];
  const result = resultType(scope, node.id);
  if (result === undefined || (result.flags & scope.ts.TypeFlags.Any) === 0) return [];
  const called = calledIn(scope, node.id);
  const signatures = called?.getCallSignatures() ?? [];
  const reason = inexactness(signatures);
  const isSent = node.successors.length > 0 || node.outputs.length > 0;
  if (reason === undefined) return signatures.length === 0 || !isSent ? [] : [anyResult(node)];
  return [{ code: "types/unknowable", params: { callable: callableName(node), reason }, span: node.callable.span }];
}

/** Whether something takes the result of a node: a successor, the context, or the output of the flow. */
function isUsed({ flow: { plan } }: WiringScope, { id, successors, outputs }: NodePlan): boolean {
  if (successors.length > 0 || outputs.length > 0) return true;
  if (plan.output === undefined) return false;
  if (plan.output.kind === "result") return plan.output.node === id;
  return referencesIn(plan.output.value).some(({ scope, path }) => scope === "payload" && path[0]?.value === id);
}

function anyResult(node: Exclude<NodePlan, LoopPlan>): AnyFinding {
  return { code: "types/any", params: { callable: callableName(node) }, span: node.callable.span };
}

function missingParts(scope: WiringScope, node: NodePlan): AnyFinding[] {
  const { ts, checker } = scope;
  const parts = node.outputs.flatMap(({ part }) => (part === undefined ? [] : [part]));
  const result = parts.length === 0 ? undefined : resultType(scope, node.id);
  if (result === undefined || (result.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never)) !== 0)
    return [];
  const members = result.isUnion() ? result.types : [result];
  if (members.some((member) => isOpen(scope, member))) return [];
  return parts.flatMap((part): AnyFinding[] => {
    const key = String(part.value);
    const found = members.flatMap((member) => {
      const property = checker.getPropertyOfType(member, key);
      return property === undefined ? [] : [isInherited(scope, member, property)];
    });
    if (found.includes(false)) return [];
    const names = members.flatMap((member) => (isObject(scope, member) ? checker.getPropertiesOfType(member) : []));
    const closest = closestNames(
      key,
      names.map(({ name }) => name),
    );
    return [
      {
        code: "types/output-part",
        params: { id: node.id, key, given: printType(scope, result), isInherited: found.length > 0, closest },
        span: part.span,
      },
    ];
  });
}

function isOpen(scope: WiringScope, type: ts.Type): boolean {
  return isObject(scope, type) && scope.checker.getIndexInfosOfType(type).length > 0;
}

function isObject({ ts }: WiringScope, type: ts.Type): boolean {
  return (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0;
}

function openRules(scope: WiringScope, node: NodePlan): AnyFinding[] {
  const { ts, checker } = scope;
  if (node.kind !== "router") return [];
  const signature = calledIn(scope, node.id)?.getCallSignatures()[0];
  const returned = signature?.getReturnType();
  const type = returned && (checker.getAwaitedType(returned) ?? returned);
  if (type !== undefined && (type.flags & ts.TypeFlags.Any) !== 0) return [anyResult(node)];
  if (
    type === undefined ||
    !(type.isUnion() ? type.types : [type]).some((one) => (one.flags & ts.TypeFlags.String) !== 0)
  )
    return [];
  return [
    { code: "types/unknowable", params: { callable: callableName(node), reason: "string" }, span: node.callable.span },
  ];
}
