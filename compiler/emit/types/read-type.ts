import type { NodePlan, ReadPlan, ReadSource, ReferencePlan } from "../../plan.js";
import { arrivalType } from "./arrival-type.js";
import { below } from "./below.js";
import { type EmitScope, isAsked, isRecord, payloadOf, readKey, resultOf, startsWith } from "./emit-scope.js";
import { addPlace, createPlaceTree, placeObject, type PlaceTree } from "./place-tree.js";
import { isOfResults } from "./result-sets.js";
import {
  indexType,
  intersectionType,
  literalType,
  reference,
  type TypeNode,
  undefinedType,
  unionType,
  unknownType,
} from "./type-node.js";

/**
 * The type of what a reference finds, as text over `Results` and what the caller brings: what an `inputs` arrow returns
 * says the same by its own types.
 *
 * @param expected what the reader takes: stands for a place that a node with context access may have set, and for what
 *   TypeScript cannot know without running in a circle
 */
export function readType(scope: EmitScope, node: NodePlan, ref: ReferencePlan, expected: TypeNode): TypeNode {
  const read = scope.readOf(node, ref);
  if (read === undefined) return reference("string");
  if (scope.circular.has(readKey(node.id, read))) return expected;
  if (isRecord(read)) return below(reference("FlowContext"), read.path);
  if (isAsked(scope, read)) return askedType(scope, read, expected);
  if (read.path.length === 0) return wholeScope(scope, read);
  return placeRead(scope, read);
}

/** What a write, a result or an arrival leaves at its place. */
export function sourceType(scope: EmitScope, { node, part, path }: ReadSource, of: ReadPlan["scope"]): TypeNode {
  const isOwn = part === undefined && path.length === 1 && path[0] === node;
  if (of === "joins" && isOwn) {
    const join = scope.nodes.get(node);
    if (join === undefined) return unknownType;
    return join.inputs === undefined ? payloadOf(node) : arrivalType(scope, join);
  }
  return writtenType(node, part);
}

/** What `outputs` writes: the node's result or a part of it. */
export function writtenType(node: string, part: string | number | undefined): TypeNode {
  return part === undefined ? resultOf(node) : reference("Written", resultOf(node), literalType(part));
}

/** The places that a read may find something at, as the type of its scope. */
export function sourceTree(scope: EmitScope, read: ReadPlan): TypeNode {
  const tree = createPlaceTree();
  addSources(scope, tree, read);
  return placeObject(tree, unionType);
}

/** @param root where the scope of the read is in the tree */
export function addSources(scope: EmitScope, tree: PlaceTree, read: ReadPlan, root: readonly string[] = []): void {
  const { sources, afterOpenWrite } = read;
  if (isOfResults(read)) {
    const isOptional = !afterOpenWrite && !sources.some(({ always }) => always);
    addPlace(tree, { path: [...root, ...read.path], type: manyResults(scope, read), isOptional });
    return;
  }
  for (const source of sources) {
    const isOptional = !source.always && !afterOpenWrite;
    addPlace(tree, { path: [...root, ...source.path], type: sourceType(scope, source, read.scope), isOptional });
  }
}

function askedType(scope: EmitScope, read: ReadPlan, expected: TypeNode): TypeNode {
  if (read.afterOpenWrite) return expected;
  const start = scope.start ?? unknownType;
  const [first = "", ...others] = read.path;
  return others.length === 0 ? indexType(start, first) : below(start, read.path);
}

function wholeScope(scope: EmitScope, read: ReadPlan): TypeNode {
  if (read.scope !== "ctx") return read.sources.length === 0 ? recordsOf(read.scope) : sourceTree(scope, read);
  const written = read.sources.length === 0 ? [] : [sourceTree(scope, read)];
  const start = scope.start === undefined ? [] : [scope.start];
  return intersectionType([reference("FlowContext"), ...start, ...written]);
}

/** `FlowContext["payloads"]`. */
function recordsOf(scope: "payload" | "joins"): TypeNode {
  return indexType(reference("FlowContext"), scope === "payload" ? "payloads" : "joins");
}

function placeRead(scope: EmitScope, read: ReadPlan): TypeNode {
  const { sources, path } = read;
  const isSet = sources.some(({ always }) => always) || read.afterOpenWrite;
  if (scope.plan.context !== undefined && read.scope === "ctx" && !sources.some(({ always }) => always)) {
    return declaredRead(scope, read);
  }
  if (sources.length === 0) return unknownType;
  if (isOfResults(read)) return unionType([manyResults(scope, read), ...(isSet ? [] : [undefinedType])]);
  const depth = sources[0]?.path.length ?? 0;
  const isPlain = depth <= path.length && sources.every((source) => source.path.length === depth);
  const types = isPlain
    ? sources.map((source) => below(sourceType(scope, source, read.scope), path.slice(depth)))
    : [below(sourceTree(scope, read), path)];
  return unionType(isSet || !isPlain ? types : [...types, undefinedType]);
}

/** What a read finds that may find the results of many nodes: see `isOfResults`. */
export function manyResults({ sets }: EmitScope, { sources }: ReadPlan): TypeNode {
  return sets.resultsOf(sources.map(({ node }) => node));
}

/** A place of the declared context that no node is sure to have written. */
function declaredRead(scope: EmitScope, read: ReadPlan): TypeNode {
  const declared = scope.start ?? unknownType;
  const written = read.sources.filter(({ path }) => startsWith(read.path, path) || startsWith(path, read.path));
  if (written.length === 0) return below(declared, read.path);
  return below(intersectionType([declared, sourceTree(scope, read)]), read.path);
}
