import type { Condition } from "../../grammar/index.js";
import type { ConditionPlan, LiteralPlan, ReferencePlan, ResultReferencePlan } from "../plan.js";
import { type Locate, locateKeys, locateOperand } from "./locate-expression.js";

type Value = ReferencePlan | ResultReferencePlan | LiteralPlan;

/** Gives a condition and all its parts their places in the file. */
export function locateCondition(condition: Condition, at: Locate): ConditionPlan {
  const span = at(condition.range);
  const inner = (part: Condition): ConditionPlan => locateCondition(part, at);
  switch (condition.kind) {
    case "and":
    case "or":
      return { kind: condition.kind, members: condition.members.map(inner), span };
    case "not":
      return { kind: "not", member: inner(condition.member), span };
    case "comparison": {
      const { operator, left, right } = condition;
      return { kind: "comparison", operator, left: inner(left), right: inner(right), span };
    }
    case "literal-list":
      return {
        kind: "literal-list",
        items: condition.items.map(({ value, range }) => literal(value, at(range))),
        span,
      };
    case "coalesce":
      return { kind: "coalesce", operands: condition.operands.map((operand) => locateValue(operand, at)), span };
    default:
      return locateValue(condition, at);
  }
}

function locateValue(
  value: Extract<Condition, { readonly kind: "reference" | "result" | "literal" }>,
  at: Locate,
): Value {
  if (value.kind !== "result") return locateOperand(value, at);
  return { kind: "result", path: locateKeys(value.path, at), span: at(value.range) };
}

function literal(value: LiteralPlan["value"], span: LiteralPlan["span"]): LiteralPlan {
  return { kind: "literal", value, span };
}
