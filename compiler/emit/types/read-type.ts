import { bitsOf } from "../../bit-set.js";
import type { CoveredPlan, NodePlan, ReadPlan, Reader, ReferencePlan } from "../../plan.js";
import { hasSources, isAlwaysSet } from "../../source-set.js";
import { arrivalType } from "./arrival-type.js";
import { below } from "./below.js";
import { type EmitScope, isAsked, isRecord, payloadOf, readKey, type ResultScope, resultOf } from "./emit-scope.js";
import { coverOf, nothingAfter } from "./covered-type.js";
import { addNamedKeys, addPlace, createPlaceTree, placeBelow, placeObject, type PlaceTree } from "./place-tree.js";
import { writtenOf } from "./named-types.js";
import type { SourceGroup } from "./source-groups.js";
import { successType } from "./success-type.js";
import {
  indexType,
  intersectionType,
  reference,
  type TypeNode,
  undefinedType,
  unionType,
  unknownType,
} from "./type-node.js";

/**
 * The type of what a reference finds, in terms of `Results` and of what the caller provides. It agrees with the types
 * that TypeScript infers for the node's `inputs` function.
 *
 * @param expected the type that the reader takes. It is used for a place that a node with context access may have set,
 * and where the real type would be circular.
 */
export function readType(scope: EmitScope, node: Reader, ref: ReferencePlan, expected: TypeNode): TypeNode {
  const read = scope.readOf(node, ref);
  if (read === undefined) return reference("string");
  if (scope.circular.has(readKey(node.id, read))) return expected;
  if (isRecord(read)) return below(reference("FlowContext"), read.path);
  if (isAsked(scope, read)) return askedType(scope, read, expected);
  if (read.path.length === 0) return wholeScope(scope, read);
  const cover = coverOf(scope, node, ref);
  return placeRead(scope, read, { isPartSet: cover?.before.length === 0, unset: () => unsetType(scope, node, cover) });
}

/** The type of what the writes of a group leave at their place: results, or what arrives for a join. */
function groupType(scope: EmitScope, read: ReadPlan, group: SourceGroup): TypeNode {
  if (read.scope !== "joins") return scope.named.typeOf(read, group);
  const { node, part, path } = group.source;
  if (part !== undefined || path.length !== 1 || path[0] !== node) return writtenType(scope, node, part);
  const join = scope.nodes.get(node);
  if (join === undefined) return unknownType;
  const arrival = join.inputs === undefined ? payloadOf(node) : arrivalType(scope, join);
  return mayBeWaiting(scope, join, { read, isCertain: group.always }) ? reference("Partial", arrival) : arrival;
}

/**
 * Whether a read may find a join that waits: only some of its parents have arrived. The join itself reads what it was started
 * with. After it, more may have arrived if a parent runs again, or if a group takes one of several.
 */
function mayBeWaiting(
  { plan }: EmitScope,
  join: NodePlan,
  { read, isCertain }: { readonly read: ReadPlan; readonly isCertain: boolean },
): boolean {
  if (join.reads.includes(read) || join.conditionReads.includes(read)) return false;
  const isRepeated = plan.cycles.length > 0 || join.loop !== undefined;
  return !isCertain || isRepeated || join.arrival.some((group) => group.length > 1);
}

/** The type of what `outputs` writes: the node's result, or a part of it. */
export function writtenType(scope: ResultScope, id: string, part: string | number | undefined): TypeNode {
  const node = scope.nodes.get(id);
  return writtenOf(node === undefined ? resultOf(id) : successType(scope, node), part);
}

/** The places where a read may find something, as the type of its scope. */
export function sourceTree(scope: EmitScope, read: ReadPlan): TypeNode {
  const tree = createPlaceTree();
  addSources(scope, tree, read);
  return placeObject(tree, unionType, { wide: scope.named.wide });
}

/** @param root path of the read's scope in the tree */
export function addSources(scope: EmitScope, tree: PlaceTree, read: ReadPlan, root: readonly string[] = []): void {
  const { named, groups } = scope.named.wide.split(read);
  for (const group of groups) {
    const path = [...root, ...group.source.path];
    const isAssumed = !group.always && read.afterOpenWrite;
    addPlace(tree, { path, type: groupType(scope, read, group), isOptional: !group.always && !isAssumed, isAssumed });
  }
  for (const keys of named) addNamedKeys(tree, { ...keys, above: [...root, ...keys.above] });
}

function askedType(scope: EmitScope, read: ReadPlan, expected: TypeNode): TypeNode {
  if (read.afterOpenWrite) return expected;
  const start = scope.start ?? unknownType;
  const [first = "", ...others] = read.path;
  return others.length === 0 ? indexType(start, first) : below(start, read.path);
}

function wholeScope(scope: EmitScope, read: ReadPlan): TypeNode {
  const isWritten = hasSources(read.sources);
  if (read.scope !== "ctx") return isWritten ? sourceTree(scope, read) : recordsOf(read.scope);
  const written = isWritten ? [sourceTree(scope, read)] : [];
  const start = scope.start === undefined ? [] : [scope.start];
  return intersectionType([reference("FlowContext"), ...start, ...written]);
}

/** `FlowContext["payloads"]` or `FlowContext["joins"]`. */
function recordsOf(scope: "payload" | "joins"): TypeNode {
  return indexType(reference("FlowContext"), scope === "payload" ? "payloads" : "joins");
}

/** The type of what a reference finds where its place is not set. */
function unsetType(scope: EmitScope, node: Reader, cover: CoveredPlan | undefined): TypeNode {
  return cover === undefined ? undefinedType : emptyAfter(scope, node, cover);
}

/** Undefined if the operands before a covered reference may be set, but to nothing; otherwise `never`. */
export function emptyAfter(scope: EmitScope, node: Reader, { before }: CoveredPlan): TypeNode {
  const types = before.flatMap((ref) => {
    const read = scope.readOf(node, ref);
    if (read === undefined || !hasSources(read.sources) || scope.circular.has(readKey(node.id, read))) return [];
    return plainTypes(scope, read) ?? [];
  });
  return nothingAfter(types);
}

interface PlaceRead {
  /** Whether one of several parts of the place is surely set. */
  readonly isPartSet: boolean;
  /** The type of what is found where the place is not set. */
  unset(): TypeNode;
}

function placeRead(scope: EmitScope, read: ReadPlan, { isPartSet, unset }: PlaceRead): TypeNode {
  const { sources } = read;
  const isSet = isAlwaysSet(sources) || read.afterOpenWrite;
  if (scope.plan.context !== undefined && read.scope === "ctx" && !isAlwaysSet(sources)) {
    return declaredRead(scope, read);
  }
  if (!hasSources(sources)) return unknownType;
  const types = plainTypes(scope, read);
  if (types === undefined) return treeRead(scope, read, isPartSet);
  return unionType(isSet ? types : [...types, unset()]);
}

/** The types of what may be found at a place that is written as a whole, in one piece; undefined if it is written in parts. */
function plainTypes(scope: EmitScope, read: ReadPlan): TypeNode[] | undefined {
  const { sources, path } = read;
  const positions = bitsOf(sources.found);
  const depthAt = (position: number): number => sources.writes[position]?.path.length ?? 0;
  const depth = depthAt(positions[0] ?? 0);
  const isPlain = depth <= path.length && positions.every((position) => depthAt(position) === depth);
  if (!isPlain) return undefined;
  const groups = scope.named.sources.groupsOf(read);
  return groups.map((group) => below(groupType(scope, read, group), path.slice(depth)));
}

/** The type of a place that is written in parts. */
function treeRead(scope: EmitScope, read: ReadPlan, isPartSet: boolean): TypeNode {
  const tree = createPlaceTree();
  addSources(scope, tree, read);
  const options = { wide: scope.named.wide, isSet: isPartSet };
  return placeBelow(tree, read.path, options) ?? below(placeObject(tree, unionType, options), read.path);
}

/** The type of a place in the declared context that no node is certain to have written. */
function declaredRead(scope: EmitScope, read: ReadPlan): TypeNode {
  const declared = scope.start ?? unknownType;
  if (!hasSources(read.sources)) return below(declared, read.path);
  return below(intersectionType([declared, sourceTree(scope, read)]), read.path);
}
