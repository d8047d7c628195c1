import type { NodePlan } from "../../plan.js";
import { isStarted, laterArrivals } from "./arrival-type.js";
import { type EmitScope, payloadOf } from "./emit-scope.js";
import { intersectionType, neverType, reference, type TypeNode, unionType } from "./type-node.js";

/** The contract of a node's callable, for what arrives or for another payload. */
export function takesType(scope: EmitScope, node: NodePlan, payload = allPayloads(scope, node)): TypeNode {
  if (node.kind === "loop") return reference("Takes", payload);
  const isClass = node.callable.kind === "imported" && node.callable.isClass;
  const kind = isClass ? "Class" : "";
  // A config is checked separately.
  const config = isClass && node.callable.config !== undefined ? [neverType] : [];
  if (!node.contextAccess) return reference(`Takes${kind}`, payload, ...config);
  const isDeclared = scope.plan.context !== undefined && node.callable.kind === "imported";
  const name = isClass ? "TakesContextClass" : isDeclared ? "FitsContext" : "TakesContext";
  return reference(name, payload, fullContext(scope), ...config);
}

/**
 * The type of everything that a node's callable may be called with. A callable that is not imported has a single
 * contract for all of it.
 */
function allPayloads(scope: EmitScope, node: NodePlan): TypeNode {
  const isLate = node.inputs === undefined && (isStarted(scope, node) || scope.rings.areOne(node.id, node.id));
  return unionType([payloadOf(node.id), ...(isLate ? laterArrivals(scope, node) : [])]);
}

/** The type of the context, including what the caller provided. */
export function fullContext({ plan, names, start }: EmitScope): TypeNode {
  const context = reference(names.context);
  // A declared type of the context already contains it.
  return plan.context === undefined && start !== undefined ? intersectionType([context, start]) : context;
}
