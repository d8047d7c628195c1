import type { EmitScope } from "./emit-scope.js";
import {
  literalType,
  objectType,
  reference,
  tupleType,
  type TypeMember,
  type TypeNode,
  unionType,
} from "./type-node.js";

/**
 * `RunResult<context, nodes, { seed: "geo" | "risk" }, { half: "merge" }>`: the context after a run, which nodes surely start
 * which, and those that lead to one of them if they run (SPEC 16).
 */
export function runResultType(scope: EmitScope): TypeNode {
  const { plan, names } = scope;
  const { nodes, starts, senders } = scope.certain;
  const members = [...nodes].flatMap((id): TypeMember[] => {
    const targets = (starts.get(id) ?? []).map(literalType);
    // Every other node without targets is a target itself.
    if (targets.length === 0 && id !== plan.entry) return [];
    return [
      { key: id, isOptional: false, type: isDecidedByResult(scope, id) ? unionType(targets) : tupleType(targets) },
    ];
  });
  const ways = [...senders].map(([id, targets]): TypeMember => {
    return { key: id, isOptional: false, type: unionType([...targets].map(literalType)) };
  });
  return reference(
    "RunResult",
    reference(names.context),
    reference(names.nodeTypes),
    ...(members.length === 0 ? [] : [objectType(members)]),
    ...(ways.length === 0 ? [] : [objectType(ways)]),
  );
}

/** Whether a mapping of successors as its result chooses what a node starts (SPEC 5). */
function isDecidedByResult({ nodes }: EmitScope, id: string): boolean {
  const node = nodes.get(id);
  return node?.kind !== "loop" && node?.choices.length === 0;
}
