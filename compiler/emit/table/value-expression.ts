import type { ExpressionPlan, ReferencePlan, ValuePlan } from "../../plan.js";
import type { Mark } from "../print/doc.js";
import type { MappedPart } from "../emitted-module.js";
import { call, type Expression, list, literal, name, object, withMark } from "./expression.js";
import { jsonExpression } from "./json-expression.js";
import { scopeKeys } from "../../scope-keys.js";

/** A value of the plan as an expression over `context`. */
export function valueExpression(node: string, value: ValuePlan): Expression {
  switch (value.kind) {
    case "list":
      return list(value.items.map((item) => valueExpression(node, item)));
    case "object":
      return object(
        value.entries.map((entry) => ({ key: entry.key.value, value: valueExpression(node, entry.value) })),
      );
    case "template": {
      const parts = value.parts.map((part) => (typeof part === "string" ? literal(part) : planExpression(node, part)));
      return call("text", ...parts);
    }
    default:
      return planExpression(node, value);
  }
}

/** An expression of the plan as an expression over `context`. */
export function planExpression(node: string, value: ExpressionPlan): Expression {
  if (value.kind === "literal") return jsonExpression(value.value);
  if (value.kind === "reference") return referenceExpression(node, value);
  return { kind: "coalesce", operands: value.operands.map((operand) => planExpression(node, operand)) };
}

function referenceExpression(node: string, { scope, path, span }: ReferencePlan): Expression {
  const mark = (what: MappedPart, at: Mark["span"]): Mark => ({ what, span: at, node });
  if (scope === "env") return withMark(call("env", literal(String(path[0]?.value ?? ""))), mark("read", span));
  const root = scopeKeys[scope];
  const context = name("context");
  if (path.length === 0) {
    const [key] = root;
    const whole: Expression = key === undefined ? context : { kind: "member", object: context, key };
    return withMark(whole, mark("read", span));
  }
  const keys = path.map((key) => withMark(literal(key.value), mark("read-key", key.span)));
  return withMark(call("read", context, ...root.map(literal), ...keys), mark("read", span));
}

/** The references in a value to `$ctx`, `$payload` and `$joins`. */
export function contextReferences(value: ValuePlan): ReferencePlan[] {
  switch (value.kind) {
    case "list":
      return value.items.flatMap(contextReferences);
    case "object":
      return value.entries.flatMap((entry) => contextReferences(entry.value));
    case "template":
      return value.parts.flatMap((part) => (typeof part === "string" ? [] : contextReferences(part)));
    case "coalesce":
      return value.operands.flatMap(contextReferences);
    case "reference":
      return value.scope === "env" ? [] : [value];
    case "literal":
      return [];
  }
}
