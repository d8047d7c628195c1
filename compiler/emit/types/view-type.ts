import type { ReadPlan, Reader, ReferencePlan } from "../../plan.js";
import { type EmitScope, isAsked, isRecord } from "./emit-scope.js";
import { createPlaceTree, hasKeys, placeObject, type PlaceTree } from "./place-tree.js";
import { addSources } from "./read-type.js";
import { intersectionType, objectType, reference, type TypeNode, unionType } from "./type-node.js";
import { scopeKeys } from "../../scope-keys.js";
import { hasSources } from "../../source-set.js";

/**
 * The type of the context as a node may read it: the referenced places, according to the writes that reach the node,
 * optional if some path does not write them; and what the caller provides.
 */
export function viewType(scope: EmitScope, node: Reader, references: readonly ReferencePlan[]): TypeNode {
  const reads = references.flatMap((ref) => scope.readOf(node, ref) ?? []);
  const tree = createPlaceTree();
  for (const read of reads) addRead(scope, tree, read);
  const isOfRecords = reads.some((read) => isRecord(read) || isUnwritten(read) || isWholeContext(read));
  const isOfStart = reads.some((read) => isAsked(scope, read) || isDeclared(scope, read) || isWholeContext(read));
  const parts = [
    ...(isOfRecords ? [reference("FlowContext")] : []),
    ...(isOfStart && scope.start !== undefined ? [scope.start] : []),
    ...(hasKeys(tree) ? [placeObject(tree, unionType, { wide: scope.named.wide })] : []),
  ];
  return parts.length === 0 ? objectType([]) : intersectionType(parts);
}

function addRead(scope: EmitScope, tree: PlaceTree, read: ReadPlan): void {
  const keys = scopeKeys[read.scope];
  addSources(scope, tree, read, keys);
  const root = tree.children.get(keys[0] ?? "");
  // The records themselves exist from the start.
  if (root !== undefined) root.isOptional = false;
}

function isUnwritten({ scope, sources }: ReadPlan): boolean {
  return scope !== "ctx" && !hasSources(sources);
}

function isDeclared({ plan }: EmitScope, read: ReadPlan): boolean {
  return plan.context !== undefined && read.scope === "ctx" && !isRecord(read);
}

function isWholeContext({ scope, path }: ReadPlan): boolean {
  return scope === "ctx" && path.length === 0;
}
