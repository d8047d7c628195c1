import type { ConditionPlan, ValuePlan } from "./plan.js";

/** Returns conditions with all of their parts, and those in a value. */
export function partsOf(conditions: readonly ConditionPlan[], value: ValuePlan | undefined): ConditionPlan[] {
  return [...conditions, ...(value === undefined ? [] : conditionsIn(value))].flatMap(allParts);
}

function conditionsIn(value: ValuePlan): ConditionPlan[] {
  switch (value.kind) {
    case "condition":
      return [value.condition];
    case "list":
      return value.items.flatMap(conditionsIn);
    case "object":
      return value.entries.flatMap((entry) => conditionsIn(entry.value));
    case "template":
      return value.parts.flatMap((part) =>
        typeof part !== "string" && part.kind === "condition" ? [part.condition] : [],
      );
    default:
      return [];
  }
}

function allParts(condition: ConditionPlan): ConditionPlan[] {
  switch (condition.kind) {
    case "and":
    case "or":
      return [condition, ...condition.members.flatMap(allParts)];
    case "not":
      return [condition, ...allParts(condition.member)];
    case "comparison":
      return [condition, ...allParts(condition.left), ...allParts(condition.right)];
    default:
      return [condition];
  }
}
