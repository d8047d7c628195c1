import type { AnyFinding } from "../diagnostics/diagnostic.js";
import { givesNothing } from "../child-files.js";
import type { NodePlan } from "../plan.js";
import { callableName } from "./callable-contract.js";
import { calledIn } from "./inexact-producer.js";
import type { WiringScope } from "./wiring-scope.js";

/** Reports the successors of a node whose flow gives nothing that take what arrives (SPEC 17). */
export function unsentResults(scope: WiringScope, node: NodePlan): AnyFinding[] {
  if (!givesNothing(node)) return [];
  const { id } = node;
  return node.successors.flatMap((successor): AnyFinding[] => {
    const target = scope.nodes.get(successor.id);
    if (target === undefined || target.inputs !== undefined || !takesPayload(scope, target)) return [];
    const name = target.kind === "loop" ? target.id : callableName(target);
    const what = target.kind === "loop" ? `the loop \`${name}\`` : `\`${name}\``;
    return [{ code: "flow/no-output", params: { id, what }, span: successor.span }];
  });
}

function takesPayload(scope: WiringScope, node: NodePlan): boolean {
  if (node.kind === "loop") return true;
  const signatures = calledIn(scope, node.id)?.getCallSignatures() ?? [];
  return signatures.some(({ parameters }) => parameters.length > 0);
}
