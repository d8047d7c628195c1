import type { ConditionValue, Expression, Literal, Reference, Template, TextValue } from "./ast.js";
import { printCondition } from "./print-condition.js";
import { printLiteral, printReference } from "./print-operand.js";
import { quote } from "./quoted-text.js";
import { escapeText, isDynamic, textKind } from "./text-kind.js";

/**
 * Prints a value. Parsing the result gives the same AST that `parseValue` returned, except for ranges. Text that would
 * not be parsed as plain text (`ctx.a`, `{{`) is put in braces: `{{ "ctx.a" }}`.
 */
export function printValue(value: TextValue): string {
  if (value.kind === "template") return printTemplate(value);
  if (value.kind === "condition") return `$(${printCondition(value.condition)})`;
  if (value.kind !== "plain-text") return printExpression(value);
  const text = escapeText(value.value);
  return textKind(text) === "plain-text" ? text : printHole(quote(value.value));
}

/** Prints a write target. Parsing the result gives the same AST, except for ranges. */
export function printTarget(target: Reference): string {
  return printReference(target);
}

function printTemplate({ parts }: Template): string {
  const texts = parts.map((part, index) => {
    if (part.kind === "template-hole") return printHole(printContent(part.expression));
    const text = printText(part.value, index < parts.length - 1);
    return index === 0 ? escapeText(text) : text;
  });
  const text = texts.join("");
  const [first, ...more] = texts;
  return first !== undefined && isDynamic(text) ? printHole(quote(first)) + more.join("") : text;
}

/** Prints text between holes. A `{` that would start a hole is put in braces. */
function printText(text: string, isBeforeHole: boolean): string {
  return text.replace(isBeforeHole ? /\{(?=\{|$)/g : /\{(?=\{)/g, () => printHole(quote("{")));
}

function printHole(expression: string): string {
  return `{{ ${expression} }}`;
}

function printContent(expression: Expression | ConditionValue): string {
  return expression.kind === "condition" ? printCondition(expression.condition) : printExpression(expression);
}

function printExpression(expression: Expression): string {
  if (expression.kind === "coalesce") return expression.operands.map(printOperand).join(" ?? ");
  return printOperand(expression);
}

function printOperand(operand: Reference | Literal): string {
  return operand.kind === "reference" ? printReference(operand) : printLiteral(operand);
}
