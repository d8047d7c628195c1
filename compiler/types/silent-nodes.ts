import type { NodePlan } from "../plan.js";
import { givesNothing } from "../last-node.js";
import { calledIn } from "./inexact-producer.js";
import { type TypeWorld, type WiredFlow, type WiringScope, wiringScope } from "./wiring-scope.js";

/** Ids of the nodes that run a flow of a module that gives nothing: only its type says so (SPEC 17). */
export function silentByType(world: TypeWorld, flow: WiredFlow): string[] {
  const scope = wiringScope(world, flow);
  return flow.plan.nodes.flatMap((node) => (typeIsSilent(scope, node) ? [node.id] : []));
}

/** Whether a node runs a flow that gives nothing. */
export function isSilent(scope: WiringScope, node: NodePlan | undefined): boolean {
  return node !== undefined && (givesNothing(node) || typeIsSilent(scope, node));
}

function typeIsSilent(scope: WiringScope, node: NodePlan): boolean {
  if (node.kind === "loop" || node.callable.kind !== "flow" || node.callable.file !== undefined) return false;
  const { ts, checker } = scope;
  const signatures = calledIn(scope, node.id)?.getCallSignatures() ?? [];
  return (
    signatures.length > 0 &&
    signatures.every((signature) => {
      const returned = signature.getReturnType();
      const { flags } = checker.getAwaitedType(returned) ?? returned;
      return (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) !== 0;
    })
  );
}
