import type {
  ChoicePlan,
  ConditionPlan,
  ConditionValuePlan,
  ExpressionPlan,
  ReferencePlan,
  ValuePlan,
} from "./plan.js";

/** A reference and its place in the flow. */
export interface ReferenceUse {
  readonly reference: ReferencePlan;
  /** Whether undefined is handled: by a `??` after it, or since a condition asks whether it is there. */
  readonly isGuarded: boolean;
  /** Whether it is read once the node has written its outputs, by a condition of an edge (SPEC 12). */
  readonly isAfter: boolean;
}

type Use = Omit<ReferenceUse, "isAfter">;

/** The parts of a node that contain references, in the syntax and in the plan. */
interface Referring {
  readonly inputs: ValuePlan | undefined;
  readonly callable?: { readonly kind: string; readonly expression?: ExpressionPlan } | undefined;
  readonly choices: readonly ChoicePlan[];
}

/** Returns all references of a node: those of its callable, of its inputs, of its conditions, each in text order. */
export function referenceUses({ callable, inputs, choices }: Referring): ReferenceUse[] {
  const before = [
    ...(callable?.expression === undefined ? [] : expressionUses(callable.expression)),
    ...(inputs === undefined ? [] : valueUses(inputs)),
  ];
  const after = choices.flatMap(({ alternatives }) =>
    alternatives.flatMap(({ condition }) => (condition === undefined ? [] : conditionUses(condition))),
  );
  return [...before.map((use) => ({ ...use, isAfter: false })), ...after.map((use) => ({ ...use, isAfter: true }))];
}

function valueUses(value: ValuePlan): Use[] {
  switch (value.kind) {
    case "list":
      return value.items.flatMap(valueUses);
    case "object":
      return value.entries.flatMap((entry) => valueUses(entry.value));
    case "template":
      return value.parts.flatMap((part) => (typeof part === "string" ? [] : contentUses(part)));
    default:
      return contentUses(value);
  }
}

function contentUses(content: ExpressionPlan | ConditionValuePlan): Use[] {
  return content.kind === "condition" ? conditionUses(content.condition) : expressionUses(content);
}

function expressionUses(expression: ExpressionPlan): Use[] {
  return conditionUses(expression).map((use) => (expression.kind === "reference" ? { ...use, isGuarded: false } : use));
}

/** Returns the references of a condition. By itself, one asks whether something is there. */
function conditionUses(condition: ConditionPlan): Use[] {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.members.flatMap(conditionUses);
    case "not":
      return conditionUses(condition.member);
    case "comparison": {
      const { left, right } = condition;
      const asksForNull = [left, right].some((side) => side.kind === "literal" && side.value === null);
      return [left, right].flatMap((side) => {
        const uses = conditionUses(side);
        return side.kind === "reference" && !asksForNull ? uses.map((use) => ({ ...use, isGuarded: false })) : uses;
      });
    }
    case "coalesce": {
      const last = condition.operands.length - 1;
      return condition.operands.flatMap((operand, index) =>
        operand.kind === "reference" ? [{ reference: operand, isGuarded: index < last }] : [],
      );
    }
    case "reference":
      return [{ reference: condition, isGuarded: true }];
    case "result":
    case "literal":
    case "literal-list":
      return [];
  }
}
