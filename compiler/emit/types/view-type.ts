import type { CoveredPlan, ReadPlan, Reader, ReferencePlan } from "../../plan.js";
import { type EmitScope, isAsked, isRecord } from "./emit-scope.js";
import { coversOf } from "./covered-type.js";
import { addPlace, addSetPlace, createPlaceTree, hasKeys, placeObject, type PlaceTree } from "./place-tree.js";
import { addSources, emptyAfter } from "./read-type.js";
import { intersectionType, objectType, reference, type TypeNode, unionType } from "./type-node.js";
import { scopeKeys } from "../../scope-keys.js";
import { hasSources, listSources } from "../../source-set.js";

/**
 * The type of the context as a node may read it: the referenced places, according to the writes that reach the node,
 * optional if some path does not write them; and what the caller provides.
 */
export function viewType(scope: EmitScope, node: Reader, references: readonly ReferencePlan[]): TypeNode {
  const reads = references.flatMap((ref) => scope.readOf(node, ref) ?? []);
  const tree = createPlaceTree();
  for (const read of reads) addRead(scope, tree, read);
  for (const [ref, cover] of coversOf(scope, node, references)) addCovered(scope, tree, { node, ref, cover });
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

interface CoveredRead {
  readonly node: Reader;
  readonly ref: ReferencePlan;
  readonly cover: CoveredPlan;
}

/** Where a covered reference is read, its place is set, or one of its parts is, unless an operand before it was set to nothing. */
function addCovered(scope: EmitScope, tree: PlaceTree, { node, ref, cover }: CoveredRead): void {
  const read = scope.readOf(node, ref);
  if (cover.before.length === 0) {
    if (read !== undefined) addSetPlace(tree, [...scopeKeys[read.scope], ...read.path]);
    return;
  }
  const [first] = read === undefined ? [] : listSources(read.sources);
  if (read === undefined || first === undefined || scope.named.wide.split(read).named.length > 0) return;
  const path = [...scopeKeys[read.scope], ...first.path];
  addPlace(tree, { path, type: emptyAfter(scope, node, cover), isOptional: false });
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
