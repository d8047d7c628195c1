import type { NodePlan } from "../../plan.js";
import { laterArrivals } from "./arrival-type.js";
import { type EmitScope, payloadOf } from "./emit-scope.js";
import { intersectionType, neverType, reference, type TypeNode, unionType } from "./type-node.js";

/** The contract of a node's callable, for what arrives or for another payload. */
export function takesType(scope: EmitScope, node: NodePlan, payload = allPayloads(scope, node)): TypeNode {
  if (node.kind === "loop") return reference("Takes", payload);
  const isClass = node.callable.kind === "imported" && node.callable.isClass;
  const kind = isClass ? "Class" : "";
  // A config is checked by itself.
  const config = isClass && node.callable.config !== undefined ? [neverType] : [];
  if (!node.contextAccess) return reference(`Takes${kind}`, payload, ...config);
  const isDeclared = scope.plan.context !== undefined && node.callable.kind === "imported";
  const name = isClass ? "TakesContextClass" : isDeclared ? "FitsContext" : "TakesContext";
  return reference(name, payload, fullContext(scope), ...config);
}

/** Everything that the callable of a node may be called with; where it is not imported it has one contract for all. */
function allPayloads(scope: EmitScope, node: NodePlan): TypeNode {
  return unionType([payloadOf(node.id), ...(node.inputs === undefined ? laterArrivals(scope, node) : [])]);
}

/** The context with what the caller brought. */
function fullContext({ plan, names, start }: EmitScope): TypeNode {
  const context = reference(names.context);
  // A declared type of the context is part of it.
  return plan.context === undefined && start !== undefined ? intersectionType([context, start]) : context;
}
