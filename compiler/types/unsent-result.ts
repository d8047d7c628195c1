import type { AnyFinding } from "../diagnostics/diagnostic.js";
import type { NodePlan } from "../plan.js";
import { callableName, parameterOf } from "./callable-contract.js";
import { calledIn } from "./inexact-producer.js";
import { isSilent } from "./silent-nodes.js";
import type { WiringScope } from "./wiring-scope.js";

/** Reports the successors of a node whose flow gives nothing that take what arrives (SPEC 17). */
export function unsentResults(scope: WiringScope, node: NodePlan): AnyFinding[] {
  if (node.kind === "loop" || node.callable.kind !== "flow" || !isSilent(scope, node)) return [];
  const { id, callable } = node;
  const flow = callable.file ?? callable.exportName;
  return node.successors.flatMap((successor): AnyFinding[] => {
    const target = scope.nodes.get(successor.id);
    if (target === undefined || target.inputs !== undefined || !takesPayload(scope, target, id)) return [];
    const name = target.kind === "loop" ? target.id : callableName(target);
    const what = target.kind === "loop" ? `the loop \`${name}\`` : `\`${name}\``;
    const silence = callable.silence ?? { kind: "typed" };
    return [{ code: "flow/no-output", params: { id, what, flow, silence }, span: successor.span }];
  });
}

/** Whether a node takes what a parent sends. A join that does not name the parent only waits for it. */
function takesPayload(scope: WiringScope, node: NodePlan, parent: string): boolean {
  if (node.kind === "loop") return true;
  const { ts, checker } = scope;
  const signatures = calledIn(scope, node.id)?.getCallSignatures() ?? [];
  const taken = signatures.flatMap((signature) => parameterOf(scope, signature, 0)?.type ?? []);
  if (node.arrival.length < 2) return taken.length > 0;
  return taken.some((type) => {
    const isObject = (checker.getNonNullableType(type).flags & ts.TypeFlags.Object) !== 0;
    return !isObject || checker.getPropertyOfType(type, parent) !== undefined;
  });
}
