import type { ConditionPlan, LiteralPlan, ReferencePlan } from "../../plan.js";
import { reference, type TypeNode, unionType, unknownType } from "./type-node.js";

/** A reference in a condition, with what the condition takes it for. */
export interface ConditionRead {
  readonly ref: ReferencePlan;
  readonly type: TypeNode;
  /** Whether the condition also takes undefined: it only asks whether a value is there. */
  readonly isGuarded: boolean;
}

/** Returns the references of a condition. One that is compared with a text is taken for a text. */
export function conditionReads(condition: ConditionPlan): ConditionRead[] {
  return readsIn(condition, { type: unknownType, isGuarded: true });
}

type Taken = Omit<ConditionRead, "ref">;

function readsIn(condition: ConditionPlan, taken: Taken): ConditionRead[] {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.members.flatMap((member) => readsIn(member, taken));
    case "not":
      return readsIn(condition.member, taken);
    case "comparison": {
      const { left, right } = condition;
      const list = { type: reference("ReadonlyArray", unknownType), isGuarded: false };
      const other = condition.operator === "in" ? list : takenWith(left);
      return [...readsIn(left, takenWith(right)), ...readsIn(right, other)];
    }
    case "coalesce":
      return condition.operands.flatMap((operand, index) => {
        const isLast = index === condition.operands.length - 1;
        return operand.kind === "reference" ? readsIn(operand, isLast ? taken : { ...taken, isGuarded: true }) : [];
      });
    case "reference":
      return [{ ref: condition, ...taken }];
    default:
      return [];
  }
}

/** What is compared with a value. */
function takenWith(other: ConditionPlan): Taken {
  const items = other.kind === "literal" ? [other] : other.kind === "literal-list" ? other.items : [];
  const isGuarded = items.some(({ value }) => value === null);
  const types = items.flatMap(typeOf);
  return { type: types.length === 0 ? unknownType : unionType(types), isGuarded };
}

function typeOf({ value }: LiteralPlan): TypeNode[] {
  return value === null ? [] : [reference(typeof value)];
}
