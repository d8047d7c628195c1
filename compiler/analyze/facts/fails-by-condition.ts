import { partsOf } from "../../condition-parts.js";
import type { NodeAst } from "../../parse/flow-ast.js";
import type { ConditionPlan } from "../../plan.js";

/** Whether a condition can fail a node after it has written its result and its outputs (SPEC 12). */
export function failsByCondition(node: Pick<NodeAst, "choices"> | undefined): boolean {
  if (node === undefined || node.choices.length === 0) return false;
  const alternatives = node.choices.flatMap((choice) => choice.alternatives);
  const conditions = alternatives.flatMap(({ condition }) => condition ?? []);
  return partsOf(conditions, undefined).some(canFail);
}

/** Only comparisons fail, and none with the literal `null`. */
function canFail(condition: ConditionPlan): boolean {
  if (condition.kind !== "comparison") return false;
  const { operator, left, right } = condition;
  const isWithNull = [left, right].some((side) => side.kind === "literal" && side.value === null);
  return !isWithNull || (operator !== "==" && operator !== "!=");
}
