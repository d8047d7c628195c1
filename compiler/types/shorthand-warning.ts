import type { ts } from "ts-morph";
import type { AnyFinding } from "../diagnostics/diagnostic.js";
import type { NodePlan } from "../plan.js";
import { resultType } from "./arrivals.js";
import { inexactness, parameterOf } from "./callable-contract.js";
import { calledIn } from "./inexact-producer.js";
import { isMapping } from "./is-mapping.js";
import { membersOf } from "./members-of.js";
import { printType } from "./print-type.js";
import type { WiringScope } from "./wiring-scope.js";

/**
 * Warns if a plain node routes by its result, which certainly is an object of successors' ids (SPEC 5), but the flow
 * does not look as if that was intended: it has an edge that is never taken, a successor that takes the whole result,
 * or the result is kept in the context for successors that may not start.
 */
export function shorthandWarnings(scope: WiringScope, node: NodePlan): AnyFinding[] {
  if (node.kind !== "function" || node.successors.length === 0) return [];
  if (inexactness(calledIn(scope, node.id)?.getCallSignatures() ?? []) !== undefined) return [];
  const result = resultType(scope, node.id);
  const members = result === undefined ? [] : membersOf(result);
  if (result === undefined || members.length === 0) return [];
  if (!members.every((member) => isMapping(scope, node, member))) return [];
  const ids = node.successors.map(({ id }) => id);
  if (node.choices.length > 0) {
    const params = { id: node.id, given: printType(scope, result) };
    return [{ code: "types/no-routes-by-keys", params, span: node.callable.span }];
  }
  const never = ids.filter((id) =>
    members.every((member) => scope.checker.getPropertyOfType(member, id) === undefined),
  );
  const whole = ids.find((id) => takesWhole(scope, id, result, members));
  const isKept = node.outputs.length > 0 && ids.some((id) => reads(scope, id) && !isAlways(scope, id, members));
  if (never.length === 0 && whole === undefined && !isKept) return [];
  const started = ids.filter((id) => !never.includes(id));
  const params = { id: node.id, given: printType(scope, result), started, never, whole };
  return [{ code: "types/routes-by-keys", params, span: node.callable.span }];
}

/** Whether a successor's callable takes what the node returns, but not the value that it is sent. */
function takesWhole(scope: WiringScope, id: string, result: ts.Type, members: readonly ts.Type[]): boolean {
  const { checker } = scope;
  const successor = scope.nodes.get(id);
  const [signature] = calledIn(scope, id)?.getCallSignatures() ?? [];
  const takes = signature && parameterOf(scope, signature, 0)?.type;
  if (successor?.inputs !== undefined || takes === undefined || !checker.isTypeAssignableTo(result, takes))
    return false;
  const values = members.flatMap((member) => checker.getPropertyOfType(member, id) ?? []);
  return values.some((value) => !checker.isTypeAssignableTo(checker.getTypeOfSymbol(value), takes));
}

/** Whether a node gets its payload from anywhere else than its edges. */
function reads({ nodes }: WiringScope, id: string): boolean {
  return nodes.get(id)?.inputs !== undefined;
}

function isAlways({ ts, checker }: WiringScope, id: string, members: readonly ts.Type[]): boolean {
  return members.every((member) => {
    const property = checker.getPropertyOfType(member, id);
    return property !== undefined && (property.flags & ts.SymbolFlags.Optional) === 0;
  });
}
