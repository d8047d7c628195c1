import type { Coalesce, Expression, Literal, PathKey, Reference, TextRange } from "../../grammar/index.js";
import type { Span } from "../diagnostics/span.js";
import type { ExpressionPlan, KeyPlan, LiteralPlan, ReferencePlan } from "../plan.js";

/** Returns the place of a part of a text. */
export type Locate = (range: TextRange) => Span;

/** Gives an expression and all its parts their places in the file. */
export function locate(expression: Expression, at: Locate): ExpressionPlan {
  if (expression.kind === "coalesce") return locateCoalesce(expression, at);
  return locateOperand(expression, at);
}

function locateCoalesce(coalesce: Coalesce, at: Locate): ExpressionPlan {
  const operands = coalesce.operands.map((operand) => locateOperand(operand, at));
  return { kind: "coalesce", operands, span: at(coalesce.range) };
}

/** Gives a reference or a literal its place in the file. */
export function locateOperand(operand: Reference | Literal, at: Locate): ReferencePlan | LiteralPlan {
  if (operand.kind === "literal") return { kind: "literal", value: operand.value, span: at(operand.range) };
  const path = locateKeys(operand.path, at);
  return { kind: "reference", scope: operand.scope, path, span: at(operand.range) };
}

/** Gives the keys of a path their places in the file. */
export function locateKeys(path: readonly PathKey[], at: Locate): KeyPlan[] {
  return path.map((key) => ({ value: key.value, span: at(key.range) }));
}
