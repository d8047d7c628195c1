import type { ConditionPlan } from "../../plan.js";
import { conditionKey } from "./condition-key.js";

/**
 * Whether one condition holds wherever another one does, as far as that is seen from their form: the same condition, a
 * part of `and` or `or`, ranges of one reference.
 */
export function implies(one: ConditionPlan, other: ConditionPlan): boolean {
  if (conditionKey(one) === conditionKey(other)) return true;
  if (one.kind === "or") return one.members.every((member) => implies(member, other));
  if (other.kind === "and") return other.members.every((member) => implies(one, member));
  if (other.kind === "or" && other.members.some((member) => implies(one, member))) return true;
  if (one.kind === "and" && one.members.some((member) => implies(member, other))) return true;
  return isInRange(one, other);
}

interface Bound {
  /** The key of what is compared. */
  readonly of: string;
  readonly operator: string;
  readonly value: number;
}

const turned: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==" };

/** The bound that a comparison with a number states. */
function boundOf(condition: ConditionPlan): Bound | undefined {
  if (condition.kind !== "comparison") return undefined;
  const { operator, left, right } = condition;
  if (right.kind === "literal" && typeof right.value === "number" && turned[operator] !== undefined) {
    return { of: conditionKey(left), operator, value: right.value };
  }
  const back = turned[operator];
  if (left.kind !== "literal" || typeof left.value !== "number" || back === undefined) return undefined;
  return { of: conditionKey(right), operator: back, value: left.value };
}

function isInRange(one: ConditionPlan, other: ConditionPlan): boolean {
  const [inner, outer] = [boundOf(one), boundOf(other)];
  if (inner === undefined || inner.of !== outer?.of) return false;
  const { value } = inner;
  const isAbove = value > outer.value || (value === outer.value && outer.operator === ">=");
  const isBelow = value < outer.value || (value === outer.value && outer.operator === "<=");
  if (inner.operator === "==")
    return outer.operator.startsWith(">") ? isAbove : outer.operator.startsWith("<") && isBelow;
  if (inner.operator.charAt(0) !== outer.operator.charAt(0)) return false;
  const isSameBound = value === outer.value && inner.operator === outer.operator.charAt(0);
  return inner.operator.startsWith(">") ? isAbove || isSameBound : isBelow || isSameBound;
}
