import type { AnyFinding } from "../diagnostics/diagnostic.js";
import type { NodePlan } from "../plan.js";
import { arrivalsOf, resultType } from "./arrivals.js";
import type { WiringScope } from "./wiring-scope.js";

/**
 * Warns of an alternative that the type of the node's result rules out: an `otherwise` behind conditions that cover all
 * members of the type, or a condition on a member that conditions before it have taken (SPEC 12).
 */
export function choiceWarnings(scope: WiringScope, node: NodePlan): AnyFinding[] {
  const result = node.choices.length === 0 ? undefined : resultType(scope, node.id);
  if (result === undefined || isNever(scope, result.flags)) return [];
  return node.choices.flatMap(({ alternatives }) =>
    alternatives.flatMap(({ reason, targets, span }): AnyFinding[] => {
      const isRuledOut = targets.some((id) => {
        const target = scope.nodes.get(id);
        if (target === undefined || target.inputs !== undefined) return false;
        const arrival = arrivalsOf(scope, target).find(({ parent }) => parent.id === node.id);
        return arrival !== undefined && isNever(scope, arrival.type.flags);
      });
      return isRuledOut ? [{ code: "types/never-taken", params: { id: node.id, reason }, span }] : [];
    }),
  );
}

function isNever({ ts }: WiringScope, flags: number): boolean {
  return (flags & ts.TypeFlags.Never) !== 0;
}
