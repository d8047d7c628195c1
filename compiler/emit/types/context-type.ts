import type { FlowPlan, NodePlan, WritePlan } from "../../plan.js";
import { certainNodes, failureRule } from "./certain-nodes.js";
import { type EmitScope, startsWith } from "./emit-scope.js";
import { addPlace, createPlaceTree, placeObject } from "./place-tree.js";
import { writtenType } from "./read-type.js";
import { intersectionType, reference, type TypeNode, unionType } from "./type-node.js";

/**
 * What a run leaves in its context: the records, the declared type, and every place that is written below `$ctx`;
 * optional where a run that ends well may have passed the writer by.
 */
export function contextType({ plan, names }: EmitScope): TypeNode {
  const certain = certainNodes(plan, plan.entry);
  const tree = createPlaceTree();
  for (const node of plan.nodes) {
    const isOptional = !certain.has(node.id) || failureRule(plan, node) !== "stop";
    for (const { target, part } of node.outputs) {
      if (target.scope !== "ctx") continue;
      addPlace(tree, { path: pathOf(target), type: writtenType(node.id, part?.value), isOptional });
    }
  }
  const declared = plan.context === undefined ? [] : [reference(names.type(plan.context))];
  const written = tree.children.size === 0 ? [] : [placeObject(tree, unionType, true)];
  return intersectionType([reference("FlowContext"), ...declared, ...written]);
}

/** The context as the writes of a node see it: the flow's own, or one with just these places where it cannot say them. */
export function writeView({ plan, names }: EmitScope, node: NodePlan): TypeNode {
  const context = reference(names.context);
  const isSimple = node.outputs.every(({ target }) => target.scope === "ctx" && !isEntangled(plan, target));
  if (isSimple) return context;
  const tree = createPlaceTree();
  for (const { target, part } of node.outputs) {
    const path = [...scopeKeys[target.scope], ...pathOf(target)];
    addPlace(tree, { path, type: writtenType(node.id, part?.value), isOptional: true });
  }
  for (const key of ["payloads", "joins"]) {
    const records = tree.children.get(key);
    if (records !== undefined) records.isOptional = false;
  }
  return placeObject(tree, unionType);
}

const scopeKeys = { ctx: [], payload: ["payloads"], joins: ["joins"] } as const;

/** Whether another write is to a place above or below this one. */
function isEntangled(plan: FlowPlan, target: WritePlan["target"]): boolean {
  const path = pathOf(target);
  return plan.nodes.some(({ outputs }) =>
    outputs.some(({ target: other }) => {
      const otherPath = pathOf(other);
      if (other.scope !== target.scope || otherPath.length === path.length) return false;
      return startsWith(path, otherPath) || startsWith(otherPath, path);
    }),
  );
}

function pathOf({ path }: WritePlan["target"]): (string | number)[] {
  return path.map(({ value }) => value);
}
