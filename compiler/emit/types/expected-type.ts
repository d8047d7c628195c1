import type { LoopPlan, NodePlan } from "../../plan.js";
import { importedCallableType, inputOf } from "./callable-type.js";
import type { EmitScope } from "./emit-scope.js";
import { below } from "./below.js";
import { isUnknown, objectType, reference, type TypeNode, unknownType } from "./type-node.js";

/**
 * The type that a node expects to be called with. The run's input, or what the caller provides, must have this type.
 */
export function expectedInput(scope: EmitScope, node: NodePlan): TypeNode {
  if (node.kind === "loop") return expectedList(scope, node, new Set());
  const callable = importedCallableType(scope, node);
  return callable === undefined ? unknownType : inputOf(callable);
}

/** The type expected at a path below an expected type. */
export function expectedPart(type: TypeNode, path: readonly (string | number)[]): TypeNode {
  return isUnknown(type) ? type : below(type, path);
}

/** A loop expects a list of what its body expects. */
function expectedList(scope: EmitScope, loop: LoopPlan, seen: Set<string>): TypeNode {
  const item = expectedItem(scope, loop, seen);
  const list = isUnknown(item) ? reference("ListOf") : reference("ListOf", item);
  if (loop.itemsKey === undefined) return list;
  return objectType([{ key: loop.itemsKey, isOptional: false, type: list }]);
}

function expectedItem(scope: EmitScope, loop: LoopPlan, seen: Set<string>): TypeNode {
  const body = scope.nodes.get(loop.body);
  if (body === undefined || body.inputs !== undefined || seen.has(body.id)) return unknownType;
  seen.add(body.id);
  if (body.kind === "loop") return loop.enumerate ? unknownType : expectedList(scope, body, seen);
  const expected = expectedInput(scope, body);
  return loop.enumerate ? expectedPart(expected, ["item"]) : expected;
}
