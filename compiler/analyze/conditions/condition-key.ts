import type { ConditionPlan } from "../../plan.js";

const known = new WeakMap<ConditionPlan, string>();

/** A text that is the same for conditions that say the same in the same order. */
export function conditionKey(condition: ConditionPlan): string {
  const key =
    known.get(condition) ?? JSON.stringify(condition, (name, value: unknown) => (name === "span" ? undefined : value));
  known.set(condition, key);
  return key;
}
