import type { NodePlan } from "../../plan.js";
import { edgeType } from "./arrival-type.js";
import { failureRule } from "./certain-nodes.js";
import { type EmitScope, payloadOf } from "./emit-scope.js";
import {
  intersectionType,
  objectType,
  reference,
  type TypeMember,
  type TypeNode,
  unionType,
  unknownType,
} from "./type-node.js";

interface ResultNames {
  /** The members of `Callables`. */
  readonly callables: readonly TypeMember[];
  /** The nodes whose results are read. */
  readonly read: ReadonlySet<string>;
}

/**
 * The type of what nodes return, as stored in `context.payloads` (SPEC 4 to 7): all function nodes, and those routers and
 * loops whose results are read.
 */
export function resultsType(scope: EmitScope, { callables, read }: ResultNames): TypeNode {
  const others = scope.plan.nodes
    .filter((node) => node.kind !== "function" && read.has(node.id))
    .map((node) => ({ key: node.id, isOptional: false, type: decidedType(scope, node) }));
  return intersectionType([
    ...(callables.length === 0 ? [] : [reference("Returned", reference("Callables"), reference("Payloads"))]),
    ...(others.length === 0 ? [] : [objectType(others, true)]),
  ]);
}

function decidedType(scope: EmitScope, node: NodePlan): TypeNode {
  if (node.kind === "loop") return reference("Record", reference("string"), unknownType);
  const result = routedResult(scope, node);
  return failureRule(scope.plan, node) === "continue" ? unionType([result, payloadOf(node.id)]) : result;
}

/** The result of a router: `{ target: payload }` for the targets that it chose. */
function routedResult(scope: EmitScope, node: NodePlan): TypeNode {
  return objectType(
    node.successors.map(({ id }) => ({ key: id, isOptional: true, type: edgeType(scope, node.id, id) })),
  );
}
