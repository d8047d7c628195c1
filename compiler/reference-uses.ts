import type { ExpressionPlan, ReferencePlan, ValuePlan } from "./plan.js";

/** A reference and its place in the flow. */
export interface ReferenceUse {
  readonly reference: ReferencePlan;
  /** Whether a `??` after it handles undefined. */
  readonly isGuarded: boolean;
}

/** The parts of a node that contain references, in the syntax and in the plan. */
interface Referring {
  readonly inputs: ValuePlan | undefined;
  readonly callable?: { readonly kind: string; readonly expression?: ExpressionPlan } | undefined;
}

/** Returns all references of a node, in text order. */
export function referenceUses({ callable, inputs }: Referring): ReferenceUse[] {
  const called = callable?.expression === undefined ? [] : expressionUses(callable.expression);
  return inputs === undefined ? called : [...called, ...valueUses(inputs)];
}

function valueUses(value: ValuePlan): ReferenceUse[] {
  switch (value.kind) {
    case "list":
      return value.items.flatMap(valueUses);
    case "object":
      return value.entries.flatMap((entry) => valueUses(entry.value));
    case "template":
      return value.parts.flatMap((part) => (typeof part === "string" ? [] : expressionUses(part)));
    default:
      return expressionUses(value);
  }
}

function expressionUses(expression: ExpressionPlan): ReferenceUse[] {
  if (expression.kind === "literal") return [];
  if (expression.kind === "reference") return [{ reference: expression, isGuarded: false }];
  const last = expression.operands.length - 1;
  return expression.operands.flatMap((operand, index) =>
    operand.kind === "reference" ? [{ reference: operand, isGuarded: index < last }] : [],
  );
}
