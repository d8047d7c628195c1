import type {
  CoalescePlan,
  ConditionPlan,
  ConditionValuePlan,
  ExpressionPlan,
  Reader,
  ReferencePlan,
  ValuePlan,
} from "../../plan.js";
import { conditionExpression } from "./condition-expression.js";
import { call, type Expression, list, literal, name, object, withMark } from "./expression.js";
import { inGroups } from "./in-groups.js";
import { jsonExpression } from "./json-expression.js";
import { readMark, referenceExpression, variableName } from "./reference-expression.js";
import type { PlanIndex } from "../types/plan-index.js";

/** Writes a value of the plan as an expression over `context`. */
export function valueExpression(index: PlanIndex, node: Reader, value: ValuePlan): Expression {
  switch (value.kind) {
    case "list":
      return list(value.items.map((item) => valueExpression(index, node, item)));
    case "object":
      return object(
        value.entries.map((entry) => ({ key: entry.key.value, value: valueExpression(index, node, entry.value) })),
      );
    case "template": {
      const parts = value.parts.map((part) =>
        typeof part === "string" ? literal(part) : contentExpression(index, node, part),
      );
      return call("text", ...parts);
    }
    default:
      return contentExpression(index, node, value);
  }
}

function contentExpression(index: PlanIndex, node: Reader, value: ExpressionPlan | ConditionValuePlan): Expression {
  if (value.kind !== "condition") return planExpression(index, node, value);
  return conditionExpression({ index, node }, value.condition);
}

/** Writes an expression of the plan as an expression over `context`. */
export function planExpression(index: PlanIndex, node: Reader, value: ExpressionPlan): Expression {
  if (value.kind === "literal") return jsonExpression(value.value);
  if (value.kind === "reference") return referenceExpression(index, node, value);
  const written = value.operands.map((operand) => operandExpression(index, node, operand));
  return inGroups(written, (operands) => ({ kind: "coalesce", operands }));
}

/** As an operand of `??`, a variable that is not set is undefined instead of `""` (SPEC 3). */
function operandExpression(index: PlanIndex, node: Reader, operand: CoalescePlan["operands"][number]): Expression {
  if (operand.kind !== "reference" || operand.scope !== "env") return planExpression(index, node, operand);
  return withMark(call("env", variableName(operand), name("undefined")), readMark(node, operand.span));
}

/** Returns the references to `$ctx`, `$payload` and `$joins` in a value. */
export function contextReferences(value: ValuePlan): ReferencePlan[] {
  switch (value.kind) {
    case "list":
      return value.items.flatMap(contextReferences);
    case "object":
      return value.entries.flatMap((entry) => contextReferences(entry.value));
    case "template":
      return value.parts.flatMap((part) => (typeof part === "string" ? [] : contextReferences(part)));
    case "condition":
      return conditionReferences(value.condition);
    case "coalesce":
      return value.operands.flatMap(contextReferences);
    case "reference":
      return value.scope === "env" ? [] : [value];
    case "literal":
      return [];
  }
}

/** Returns the references to `$ctx`, `$payload` and `$joins` in a condition. */
export function conditionReferences(condition: ConditionPlan): ReferencePlan[] {
  return partsOf(condition).flatMap((part) => (part.kind === "reference" && part.scope !== "env" ? [part] : []));
}

/** Whether a condition reads `$result`. */
export function hasResult(condition: ConditionPlan): boolean {
  return partsOf(condition).some(({ kind }) => kind === "result");
}

/** The values that a condition consists of. */
function partsOf(condition: ConditionPlan): readonly ConditionPlan[] {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.members.flatMap(partsOf);
    case "not":
      return partsOf(condition.member);
    case "comparison":
      return [...partsOf(condition.left), ...partsOf(condition.right)];
    case "coalesce":
      return condition.operands;
    default:
      return [condition];
  }
}
