import type { ConditionPlan } from "../../plan.js";

/** A text that is the same for conditions that say the same in the same order. */
export function conditionKey(condition: ConditionPlan): string {
  return JSON.stringify(condition, (key, value: unknown) => (key === "span" ? undefined : value));
}
