import type { AnyFinding } from "../diagnostics/diagnostic.js";
import type { NodePlan } from "../plan.js";
import { callableName, parameterOf } from "./callable-contract.js";
import { calledIn } from "./inexact-producer.js";
import type { WiringScope } from "./wiring-scope.js";

/**
 * Reports a flow that a node cannot run, since its caller has to bring a context (SPEC 13). The type of such a flow takes nothing but a
 * fault; an input of any type would hide that.
 */
export function neededContexts(scope: WiringScope, node: NodePlan): AnyFinding[] {
  if (node.kind === "loop" || node.callable.kind !== "flow") return [];
  const { span, takes } = node.callable;
  const [signature] = calledIn(scope, node.id)?.getCallSignatures() ?? [];
  const input = signature && parameterOf(scope, signature, 0)?.type;
  if (input === undefined || scope.checker.getPropertyOfType(input, "fault") === undefined) return [];
  const related = takes === undefined ? [] : [{ message: "it begins here", span: takes }];
  return [{ code: "flow/child-needs-context", params: { file: callableName(node), asks: [] }, span, related }];
}
