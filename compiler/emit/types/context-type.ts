import type { FlowPlan, NodePlan, WritePlan } from "../../plan.js";
import { failureRule } from "../../certain-nodes.js";
import { declaredType } from "./declared-type.js";
import { pathKey } from "../../path-key.js";
import type { EmitScope } from "./emit-scope.js";
import { addPlace, createPlaceTree, placeObject, type PlaceTree } from "./place-tree.js";
import { writtenType } from "./read-type.js";
import { intersectionType, reference, type TypeNode, unionType } from "./type-node.js";
import { scopeKeys } from "../../scope-keys.js";

/**
 * The type of the context after a run: the records, the declared type, and every place that is written below `$ctx`. A
 * place is optional if a run that succeeds may have bypassed its writer.
 */
export function contextType(scope: EmitScope): TypeNode {
  const { plan, names } = scope;
  const { nodes: certain } = scope.certain;
  const tree = createPlaceTree();
  for (const node of plan.nodes) {
    const isOptional = !certain.has(node.id) || failureRule(plan, node) !== "stop";
    for (const { target, part } of node.outputs) {
      if (target.scope !== "ctx") continue;
      addPlace(tree, { path: pathOf(target), type: writtenType(scope, node.id, part?.value), isOptional });
    }
  }
  for (const place of tree.children.values()) loosen(place, false);
  const declared = plan.context === undefined ? [] : [declaredType(names, plan.context)];
  const written = tree.children.size === 0 ? [] : [placeObject(tree, unionType, { isExpanded: true })];
  return intersectionType([reference("FlowContext"), ...declared, ...written]);
}

/** Any write may be the last one: a part is certain only if no place above it is written as a whole. */
function loosen(place: PlaceTree, isBelowWhole: boolean): void {
  if (isBelowWhole) place.isOptional = true;
  for (const child of place.children.values()) loosen(child, isBelowWhole || place.types.length > 0);
}

/**
 * The type of the context for the writes of a node: the flow's own type or, if that cannot express them, one with just
 * these places.
 */
export function writeView(scope: EmitScope, node: NodePlan): TypeNode {
  const { entangled, names } = scope;
  const context = reference(names.context);
  if (writesPlainly(entangled, node)) return context;
  const tree = createPlaceTree();
  for (const { target, part } of node.outputs) {
    const path = [...scopeKeys[target.scope], ...pathOf(target)];
    addPlace(tree, { path, type: writtenType(scope, node.id, part?.value), isOptional: true });
  }
  for (const key of ["payloads", "joins"]) {
    const records = tree.children.get(key);
    if (records !== undefined) records.isOptional = false;
  }
  return placeObject(tree, unionType);
}

/** Whether the type of the flow's context can express everything that a node writes. */
export function writesPlainly(entangled: EmitScope["entangled"], { outputs }: NodePlan): boolean {
  return outputs.every(({ target }) => {
    return target.scope === "ctx" && (entangled.size === 0 || !entangled.has(pathKey(pathOf(target))));
  });
}

/** Returns the places below `$ctx` (as `pathKey`) for which there is another write above or below. */
export function entangledPlaces(plan: FlowPlan): ReadonlySet<string> {
  const targets = plan.nodes.flatMap(({ outputs }) => outputs.map(({ target }) => target));
  const paths = targets.filter(({ scope }) => scope === "ctx").map(pathOf);
  const written = new Set(paths.map(pathKey));
  const entangled = new Set<string>();
  for (const path of paths) {
    for (let length = 1; length < path.length; length++) {
      const above = pathKey(path.slice(0, length));
      if (written.has(above)) entangled.add(above).add(pathKey(path));
    }
  }
  return entangled;
}

function pathOf({ path }: WritePlan["target"]): (string | number)[] {
  return path.map(({ value }) => value);
}
