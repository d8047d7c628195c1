import { text } from "../../runtime/index.js";
import type { CoalescePlan, ConditionValuePlan, ExpressionPlan, ValuePlan } from "../plan.js";
import { conditionEvaluator } from "./condition-evaluator.js";
import { type Evaluate, operandEvaluator, referenceEvaluator } from "./reference-evaluator.js";

/** Returns a function of the context for a value of the plan. It reads the same as the code of a generated module. */
export function evaluator(value: ValuePlan): Evaluate {
  switch (value.kind) {
    case "list": {
      const items = value.items.map(evaluator);
      return (context) => items.map((item) => item(context));
    }
    case "object": {
      const entries = value.entries.map(({ key, value: item }) => [String(key.value), evaluator(item)] as const);
      return (context) => Object.fromEntries(entries.map(([key, item]) => [key, item(context)]));
    }
    case "template": {
      const parts = value.parts.map((part) => (typeof part === "string" ? () => part : contentEvaluator(part)));
      return (context) => text(...parts.map((part) => part(context)));
    }
    default:
      return contentEvaluator(value);
  }
}

function contentEvaluator(value: ExpressionPlan | ConditionValuePlan): Evaluate {
  if (value.kind !== "condition") return expressionEvaluator(value);
  const holds = conditionEvaluator(value.condition);
  return (context) => holds(undefined, context);
}

function expressionEvaluator(expression: ExpressionPlan): Evaluate {
  if (expression.kind === "reference") return referenceEvaluator(expression);
  if (expression.kind === "coalesce") return coalesceEvaluator(expression);
  const { value } = expression;
  return () => value;
}

function coalesceEvaluator({ operands }: CoalescePlan): Evaluate {
  const evaluate = operands.map(operandEvaluator);
  return (context) => {
    let value: unknown;
    for (const operand of evaluate) {
      value = operand(context);
      if (value !== undefined && value !== null) break;
    }
    return value;
  };
}
