import type { ConditionPlan, ExpressionPlan, NodePlan, ReferencePlan, ValuePlan } from "../../plan.js";
import { afterNode } from "./after-node.js";
import { type ConditionRead, conditionReads } from "./condition-reads.js";
import { type EmitScope, isAsked } from "./emit-scope.js";
import { addPlace, createPlaceTree, placeObject, type PlaceTree } from "./place-tree.js";
import type { Path } from "./below.js";
import { takesType } from "./takes-type.js";
import {
  intersectionType,
  isUnknown,
  literalType,
  reference,
  type TypeNode,
  undefinedType,
  unionType,
} from "./type-node.js";
import { expectedAt } from "./value-type.js";

/**
 * The type of what the caller of `run` must provide: the places that are read but that no node writes, with the types
 * that their readers expect. Undefined if there are none.
 */
export function startType(scope: EmitScope): TypeNode | undefined {
  const tree = createPlaceTree();
  for (const node of scope.plan.nodes) {
    const add = (ref: ReferencePlan, type: TypeNode, isLast: boolean): void =>
      addRead({ scope, tree, node }, ref, { type, isLast });
    if (node.kind !== "loop" && node.callable.kind === "dynamic") {
      addExpression(node.callable.expression, takesType(scope, node), add);
    }
    const after = afterNode(node);
    addConditions(node, ({ ref, type, isGuarded }) =>
      addRead({ scope, tree, node: after }, ref, { type, isLast: !isGuarded }),
    );
    if (node.inputs !== undefined)
      addValue(node.inputs, { path: [], add, typeAt: (path) => expectedAt(scope, node, path) });
  }
  return tree.children.size === 0 ? undefined : placeObject(tree, intersectionType, { isExpanded: true });
}

type Add = (ref: ReferencePlan, type: TypeNode, isLast: boolean) => void;

interface Walk {
  /** The place of the value in the node's inputs; undefined in a template. */
  readonly path: Path | undefined;
  readonly add: Add;
  typeAt(path: Path | undefined): TypeNode;
}

function addValue(value: ValuePlan, walk: Walk): void {
  const { path, typeAt, add } = walk;
  const child = (key: string | number): Walk => ({ ...walk, path: path === undefined ? undefined : [...path, key] });
  switch (value.kind) {
    case "list":
      for (const [index, item] of value.items.entries()) addListItem(item, child(index));
      return;
    case "object":
      for (const entry of value.entries) addValue(entry.value, child(entry.key.value));
      return;
    case "template":
      for (const part of value.parts) {
        if (typeof part === "string") continue;
        if (part.kind === "condition") addCondition(part.condition, add);
        else addExpression(part, typeAt(undefined), add);
      }
      return;
    case "condition":
      addCondition(value.condition, add);
      return;
    default:
      addExpression(value, typeAt(path), add);
  }
}

function addCondition(condition: ConditionPlan, add: Add): void {
  for (const { ref, type, isGuarded } of conditionReads(condition)) add(ref, type, !isGuarded);
}

function addConditions({ choices }: NodePlan, add: (read: ConditionRead) => void): void {
  for (const { condition } of choices.flatMap(({ alternatives }) => alternatives)) {
    if (condition !== undefined) conditionReads(condition).forEach(add);
  }
}

/** By its type, an item of a list may be missing. Here it is present. */
function addListItem(item: ValuePlan, walk: Walk): void {
  const typeAt = (path: Path | undefined): TypeNode => {
    const type = walk.typeAt(path);
    return isUnknown(type) ? type : reference("Exclude", type, undefinedType);
  };
  addValue(item, { ...walk, typeAt });
}

function addExpression(value: ExpressionPlan, type: TypeNode, add: Add): void {
  if (value.kind === "reference") add(value, type, true);
  if (value.kind !== "coalesce") return;
  for (const [index, operand] of value.operands.entries()) {
    if (operand.kind === "reference") add(operand, type, index === value.operands.length - 1);
  }
}

interface AddedRead {
  readonly scope: EmitScope;
  readonly tree: PlaceTree;
  readonly node: NodePlan;
}

function addRead(
  { scope, tree, node }: AddedRead,
  ref: ReferencePlan,
  { type, isLast }: { readonly type: TypeNode; readonly isLast: boolean },
): void {
  const read = scope.readOf(node, ref);
  if (read === undefined || !isAsked(scope, read)) return;
  const asked = isLast ? type : unionType([type, literalType(null), undefinedType]);
  addPlace(tree, { path: read.path, type: asked, isOptional: read.afterOpenWrite || !isLast });
}
