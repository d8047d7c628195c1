import { bitsOf } from "../../bit-set.js";
import type { NodePlan } from "../../plan.js";
import type { EmitScope } from "./emit-scope.js";
import {
  literalType,
  objectType,
  reference,
  type TypeMember,
  type TypeNode,
  unionType,
  unknownType,
} from "./type-node.js";

/** `NodeTypes<Payloads, Results>`: what each node is called with and what is stored for it (SPEC 16). */
export function nodeTypes(scope: EmitScope, callables: readonly TypeMember[]): TypeNode {
  const names = [reference("Payloads"), reference("Results")];
  // Only a rule that is found when the flow runs has such types.
  if (!scope.plan.nodes.some(isFound)) return reference("NodeTypes", ...names);
  const later = scope.plan.nodes.flatMap((node): TypeMember[] => {
    const type = laterType(scope, node);
    return type === undefined ? [] : [{ key: node.id, isOptional: false, type }];
  });
  const called = callables.length === 0 ? objectType([]) : reference("Callables");
  const behind = dependents(scope, new Set(later.map(({ key }) => String(key))));
  return reference("NodeTypes", ...names, objectType(later), called, unionType(behind.map(literalType)));
}

/** What `Payloads` leaves out: what a rule sends that is found when the flow runs. */
function laterType(scope: EmitScope, node: NodePlan): TypeNode | undefined {
  if (isFound(node)) return unknownType;
  if (node.inputs !== undefined) return undefined;
  return parentsOf(scope, node).some((id) => isFound(scope.nodes.get(id))) ? unknownType : undefined;
}

function isFound(node: NodePlan | undefined): boolean {
  return node?.kind === "router" && node.callable.kind !== "imported";
}

/** The nodes whose payload may depend on that of others: over edges, failures, items and reads. */
function dependents(scope: EmitScope, others: ReadonlySet<string>): string[] {
  const found = new Set<string>();
  const isKnown = (id: string): boolean => others.has(id) || found.has(id);
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const node of scope.plan.nodes) {
      if (!found.has(node.id) && sourcesOf(scope, node).some(isKnown)) found.add(node.id);
    }
  }
  return scope.plan.nodes.map(({ id }) => id).filter((id) => found.has(id));
}

function sourcesOf(scope: EmitScope, node: NodePlan): string[] {
  if (node.inputs === undefined) return parentsOf(scope, node);
  return node.reads.flatMap(({ sources: { found, writes } }) =>
    bitsOf(found).flatMap((position) => writes[position]?.node ?? []),
  );
}

function parentsOf({ gotoSources, plan }: EmitScope, { id, arrival, backParents }: NodePlan): string[] {
  const collected = plan.nodes.flatMap((node) =>
    node.kind === "loop" && node.done === id && node.collect !== undefined ? [node.collect] : [],
  );
  return [...arrival.flat(), ...backParents, ...(gotoSources.get(id) ?? []), ...collected];
}
