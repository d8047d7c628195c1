import type { NodeAst } from "../../parse/flow-ast.js";
import type { ExpressionPlan, ReferencePlan, ValuePlan } from "../../plan.js";

/** A reference where it stands. */
export interface ReferenceUse {
  readonly reference: ReferencePlan;
  /** Whether a `??` behind it takes care of undefined. */
  readonly isGuarded: boolean;
}

/** All references of a node, in the order of its text. */
export function referenceUses(node: NodeAst): ReferenceUse[] {
  const called = node.callable?.kind === "dynamic" ? expressionUses(node.callable.expression) : [];
  return node.inputs === undefined ? called : [...called, ...valueUses(node.inputs)];
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

/** A reference as the flow file spells it. */
export function referenceText(scope: string, path: readonly (string | number)[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return /^[^\s.[\]{}()|?"']+$/u.test(key) ? `${text}.${key}` : `${text}[${JSON.stringify(key)}]`;
  }, `$${scope}`);
}
