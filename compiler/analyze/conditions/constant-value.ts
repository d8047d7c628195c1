import type { ComparisonPlan, ConditionPlan, LiteralPlan } from "../../plan.js";

/** Whether a condition always or never holds, regardless of what the flow knows; undefined if that depends on something. */
export function constantValue(condition: ConditionPlan): boolean | undefined {
  switch (condition.kind) {
    case "literal":
      return Boolean(condition.value);
    case "not": {
      const member = constantValue(condition.member);
      return member === undefined ? undefined : !member;
    }
    case "and":
    case "or": {
      const members = condition.members.map(constantValue);
      const deciding = condition.kind === "or";
      if (members.includes(deciding)) return deciding;
      return members.includes(undefined) ? undefined : !deciding;
    }
    case "comparison":
      return constantComparison(condition);
    default:
      return undefined;
  }
}

function constantComparison({ operator, left, right }: ComparisonPlan): boolean | undefined {
  if (operator === "in" && right.kind === "literal-list") {
    if (right.items.length === 0) return left.kind === "literal" ? false : undefined;
    return left.kind === "literal" ? right.items.some((item) => isSame(left, item)) : undefined;
  }
  if (left.kind !== "literal" || right.kind !== "literal") return undefined;
  if (operator === "==") return isSame(left, right);
  if (operator === "!=") return !isSame(left, right);
  return inOrder(left.value, operator, right.value);
}

function isSame(left: LiteralPlan, right: LiteralPlan): boolean {
  return left.value === right.value;
}

/** Values that cannot be compared fail the run, which is another finding. */
function inOrder(left: LiteralPlan["value"], operator: string, right: LiteralPlan["value"]): boolean | undefined {
  const isKnown = left !== null && right !== null && typeof left === typeof right && typeof left !== "boolean";
  if (!isKnown) return undefined;
  if (operator === "<") return left < right;
  if (operator === "<=") return left <= right;
  if (operator === ">") return left > right;
  return operator === ">=" ? left >= right : undefined;
}
