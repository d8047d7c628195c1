import { compare, has, matches } from "../../runtime/index.js";
import type { ComparisonPlan, ConditionPlan } from "../plan.js";
import { operandEvaluator, readPath } from "./reference-evaluator.js";

/** Computes a value from what the node has returned, and from the context. */
type Read = (result: unknown, context: unknown) => unknown;

/** Whether a condition holds. */
export type Holds = (result: unknown, context: unknown) => boolean;

/** Returns a function for a condition of the plan. It says the same as the code of a generated module. */
export function conditionEvaluator(condition: ConditionPlan): Holds {
  switch (condition.kind) {
    case "and": {
      const members = condition.members.map(conditionEvaluator);
      return (result, context) => members.every((holds) => holds(result, context));
    }
    case "or": {
      const members = condition.members.map(conditionEvaluator);
      return (result, context) => members.some((holds) => holds(result, context));
    }
    case "not": {
      const member = conditionEvaluator(condition.member);
      return (result, context) => !member(result, context);
    }
    case "comparison":
      return comparisonEvaluator(condition);
    default: {
      const value = valueEvaluator(condition);
      return (result, context) => Boolean(value(result, context));
    }
  }
}

function comparisonEvaluator({ operator, left, right }: ComparisonPlan): Holds {
  const [one, other] = [valueEvaluator(left), valueEvaluator(right)];
  const isNull = ({ kind, ...side }: ConditionPlan): boolean =>
    kind === "literal" && "value" in side && side.value === null;
  if ((operator === "==" || operator === "!=") && (isNull(left) || isNull(right))) {
    const value = isNull(right) ? one : other;
    return (result, context) => has(value(result, context)) === (operator === "!=");
  }
  if (operator === "in" && right.kind === "literal-list") {
    const items = right.items.map(({ value }) => value);
    return (result, context) => matches(one(result, context), [], ...items);
  }
  return (result, context) => {
    const [first, second] = [one(result, context), other(result, context)];
    if (operator === "==" || operator === "!=") return compare(first, operator, second);
    return operator === "in" ? compare(first, operator, second) : compare(first, operator, second);
  };
}

function valueEvaluator(value: ConditionPlan): Read {
  switch (value.kind) {
    case "literal":
      return () => value.value;
    case "literal-list": {
      const items = value.items.map((item) => item.value);
      return () => items;
    }
    case "reference": {
      // In a condition, a variable that is not set is undefined.
      const read = operandEvaluator(value);
      return (_, context) => read(context);
    }
    case "result": {
      const read = readPath(value.path.map((key) => key.value));
      return (result) => read(result);
    }
    case "coalesce": {
      const operands = value.operands.map(valueEvaluator);
      return (result, context) => {
        let found: unknown;
        for (const operand of operands) {
          found = operand(result, context);
          if (found !== undefined && found !== null) break;
        }
        return found;
      };
    }
    default:
      return conditionEvaluator(value);
  }
}
