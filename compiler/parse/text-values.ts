import { type ConditionValue, type Expression, parseTarget, parseValue, type TextRange } from "../../grammar/index.js";
import type { GrammarError } from "../../grammar/grammar-error.js";
import type { Report } from "../diagnostics/report.js";
import type { Span } from "../diagnostics/span.js";
import type { ScalarNode } from "../load/document.js";
import type { ConditionValuePlan, ExpressionPlan, TemplatePlan, WriteTarget } from "../plan.js";
import { locateCondition } from "./locate-condition.js";
import { type Locate, locate, locateKeys } from "./locate-expression.js";
import { conditionFix } from "./condition-fix.js";
import { expressionAdvice } from "./expression-advice.js";
import type { ReferenceAst } from "./flow-ast.js";

/** Parses a string of `inputs`: an expression, a condition, a template or literal text (SPEC 3, 12). */
export function parseText(
  scalar: ScalarNode,
  report: Report,
): ExpressionPlan | ConditionValuePlan | TemplatePlan | undefined {
  const { ast, errors } = parseValue(String(scalar.value));
  for (const error of errors) {
    const fix = conditionFix(error, scalar);
    const advice = fix === undefined ? expressionAdvice(error, scalar) : undefined;
    report.add({ ...error, span: scalar.spanOf(error.range), ...(advice && { advice }), ...(fix && { fix }) });
  }
  if (ast === undefined || errors.length > 0) return undefined;
  const at = (range: TextRange): Span => scalar.spanOf(range);
  if (ast.kind === "plain-text") return { kind: "literal", value: ast.value, span: scalar.span };
  if (ast.kind !== "template") return locateContent(ast, at);
  const parts = ast.parts.map((part) => (part.kind === "plain-text" ? part.value : locateContent(part.expression, at)));
  return { kind: "template", parts, span: scalar.span };
}

/** Parses a write target (SPEC 4). */
export function parseWriteTarget(scalar: ScalarNode, report: Report): WriteTarget | undefined {
  const { ast, errors } = parseTarget(String(scalar.value));
  reportAll(errors, scalar, report);
  if (ast === undefined || errors.length > 0 || ast.scope === "env") return undefined;
  const path = locateKeys(ast.path, (range) => scalar.spanOf(range));
  return { scope: ast.scope, path, span: scalar.spanOf(ast.range) };
}

/** Reads a scalar's text as a reference to an export of a module. */
export function referenceOf(scalar: ScalarNode): ReferenceAst {
  const whole = String(scalar.value);
  const text = whole.trim();
  const offset = whole.length - whole.trimStart().length;
  const spanOf = (start: number, end: number): Span => scalar.spanOf({ start: offset + start, end: offset + end });
  return { text, span: spanOf(0, text.length), spanOf };
}

/** The same for a value that may be missing. */
export function referenceIn(scalar: ScalarNode | undefined): ReferenceAst | undefined {
  return scalar === undefined ? undefined : referenceOf(scalar);
}

/** Reports the errors of a parser at their places in the file. */
export function reportAll(errors: readonly GrammarError[], scalar: ScalarNode, report: Report): void {
  for (const error of errors) {
    const fix = conditionFix(error, scalar);
    report.add({ ...error, span: scalar.spanOf(error.range), ...(fix && { fix }) });
  }
}

function locateContent(content: Expression | ConditionValue, at: Locate): ExpressionPlan | ConditionValuePlan {
  if (content.kind !== "condition") return locate(content, at);
  return { kind: "condition", condition: locateCondition(content.condition, at), span: at(content.range) };
}
