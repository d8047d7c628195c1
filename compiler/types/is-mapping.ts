import type { ts } from "ts-morph";
import type { FunctionPlan } from "../plan.js";
import { isInstance } from "./is-instance.js";
import type { WiringScope } from "./wiring-scope.js";

/** Whether values of the type are plain objects whose keys are all successors (SPEC 5). A type without keys says nothing. */
export function isMapping(scope: WiringScope, node: FunctionPlan, type: ts.Type): boolean {
  return hasKeysOfSuccessors(scope, node, type) && !isInstance(scope, type);
}

/** Whether all keys of a type are successors, as in a mapping. */
export function hasKeysOfSuccessors({ ts, checker }: WiringScope, node: FunctionPlan, type: ts.Type): boolean {
  if ((type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) === 0) return false;
  if (checker.isArrayType(type) || checker.isTupleType(type)) return false;
  if (type.getCallSignatures().length > 0 || checker.getIndexInfosOfType(type).length > 0) return false;
  const keys = checker.getPropertiesOfType(type).map(({ name }) => name);
  return keys.length > 0 && keys.every((key) => node.successors.some(({ id }) => id === key));
}
