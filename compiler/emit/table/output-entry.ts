import type { NodeLookup } from "../../certain-nodes.js";
import type { FlowPlan, Reader, ReadPlan, ReferencePlan } from "../../plan.js";
import { listSources, sourceSet } from "../../source-set.js";
import { decidersBetween } from "../types/deciders.js";
import { type EmitScope, isAsked } from "../types/emit-scope.js";
import { addPlace, createPlaceTree, hasKeys, placeObject } from "../types/place-tree.js";
import { intersectionType, type TypeNode, unionType, unknownType } from "../types/type-node.js";
import { viewType } from "../types/view-type.js";
import { type Entry, literal } from "./expression.js";
import { contextReferences, valueExpression } from "./value-expression.js";

/**
 * The output of a flow as a reader of its context. It is no node, so it has no id. Where only types may say that a node surely runs,
 * its result counts as set: its type says the rest.
 */
export function outputReader({ plan, nodes }: NodeLookup & { readonly plan: FlowPlan }): Reader {
  const { output, entry } = plan;
  if (output?.kind !== "value") return { id: "", reads: [] };
  const reads = output.reads.map((read): ReadPlan => {
    const [source, ...others] = listSources(read.sources);
    if (source === undefined || source.always || others.length > 0 || read.scope !== "payload") return read;
    const isReached = decidersBetween({ plan, nodes }, entry, source.node) !== undefined;
    return isReached ? { ...read, sources: sourceSet([{ ...source, always: true }]) } : read;
  });
  return { id: "", reads };
}

/** `output: "report"`, or a function of the context. */
export function outputEntry(scope: EmitScope): Entry[] {
  const { output } = scope.plan;
  if (output === undefined) return [];
  if (output.kind === "result") return [{ key: "output", value: literal(output.node) }];
  const reader = outputReader(scope);
  const references = contextReferences(output.value);
  const parameters = references.length === 0 ? [] : [{ name: "context", type: outputView(scope, reader, references) }];
  const body = valueExpression(scope, reader, output.value);
  return [{ key: "output", value: { kind: "arrow", parameters, returns: undefined, body } }];
}

/** The type of the context as the output reads it. A place that no node writes may be one that a node with context access sets. */
function outputView(scope: EmitScope, reader: Reader, references: readonly ReferencePlan[]): TypeNode {
  const view = viewType(scope, reader, references);
  const tree = createPlaceTree();
  for (const read of reader.reads) {
    if (isAsked(scope, read)) addPlace(tree, { path: read.path, type: unknownType, isOptional: true });
  }
  return hasKeys(tree) ? intersectionType([view, placeObject(tree, unionType)]) : view;
}
