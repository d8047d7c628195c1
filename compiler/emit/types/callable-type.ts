import type { NodePlan } from "../../plan.js";
import type { ResultScope } from "./emit-scope.js";
import { reference, type TypeNode } from "./type-node.js";

/**
 * Returns `typeof extract`, `Run<typeof Http>` or `ChildFlow<typeof enrich>`; undefined for a loop, and for a callable that is looked up when the
 * node runs.
 */
export function importedCallableType({ names }: Pick<ResultScope, "names">, node: NodePlan): TypeNode | undefined {
  if (node.kind === "loop") return undefined;
  if (node.callable.kind === "flow") {
    return reference("ChildFlow", { kind: "typeof", name: names.callable(node.callable) });
  }
  if (node.callable.kind !== "imported") return undefined;
  const type: TypeNode = { kind: "typeof", name: names.callable(node.callable) };
  return node.callable.isClass ? reference("Run", type) : type;
}

/** The type of what a callable takes as its payload. */
export function inputOf(callable: TypeNode): TypeNode {
  return reference("Input", callable);
}
