import type { CoalescePlan, ExpressionPlan, NodePlan, ReferencePlan, ValuePlan } from "../../plan.js";
import type { Mark } from "../print/doc.js";
import { call, type Expression, list, literal, name, object, withMark } from "./expression.js";
import { jsonExpression } from "./json-expression.js";
import { scopeKeys } from "../../scope-keys.js";
import { hasSources } from "../../source-set.js";
import type { PlanIndex } from "../types/plan-index.js";

/** Writes a value of the plan as an expression over `context`. */
export function valueExpression(index: PlanIndex, node: NodePlan, value: ValuePlan): Expression {
  switch (value.kind) {
    case "list":
      return list(value.items.map((item) => valueExpression(index, node, item)));
    case "object":
      return object(
        value.entries.map((entry) => ({ key: entry.key.value, value: valueExpression(index, node, entry.value) })),
      );
    case "template": {
      const parts = value.parts.map((part) =>
        typeof part === "string" ? literal(part) : planExpression(index, node, part),
      );
      return call("text", ...parts);
    }
    default:
      return planExpression(index, node, value);
  }
}

/** Writes an expression of the plan as an expression over `context`. */
export function planExpression(index: PlanIndex, node: NodePlan, value: ExpressionPlan): Expression {
  if (value.kind === "literal") return jsonExpression(value.value);
  if (value.kind === "reference") return referenceExpression(index, node, value);
  return { kind: "coalesce", operands: value.operands.map((operand) => operandExpression(index, node, operand)) };
}

/** As an operand of `??`, a variable that is not set is undefined instead of `""` (SPEC 3). */
function operandExpression(index: PlanIndex, node: NodePlan, operand: CoalescePlan["operands"][number]): Expression {
  if (operand.kind !== "reference" || operand.scope !== "env") return planExpression(index, node, operand);
  return withMark(call("env", variableName(operand), name("undefined")), readMark(node, operand.span));
}

function variableName({ path }: ReferencePlan): Expression {
  return literal(String(path[0]?.value ?? ""));
}

function readMark(node: NodePlan, span: Mark["span"]): Mark {
  return { what: "read", span, node: node.id };
}

function referenceExpression(index: PlanIndex, node: NodePlan, reference: ReferencePlan): Expression {
  const { scope, path, span } = reference;
  if (scope === "env") return withMark(call("env", variableName(reference)), readMark(node, span));
  const root = scopeKeys[scope];
  const context = name("context");
  if (path.length === 0) {
    const [key] = root;
    const whole: Expression = key === undefined ? context : { kind: "member", object: context, key };
    return withMark(whole, readMark(node, span));
  }
  const result = resultRead(index, node, reference);
  const keys = path.map((key) => withMark(literal(key.value), { what: "read-key", span: key.span, node: node.id }));
  if (result === undefined) return withMark(call("read", context, ...root.map(literal), ...keys), readMark(node, span));
  return withMark(keys.length === 1 ? result : call("read", result, ...keys.slice(1)), readMark(node, span));
}

/**
 * Returns `context.payloads.seed`. This is safe without `read`, since the runtime stores the results itself: nothing is
 * inherited there except what every object inherits. Undefined if there is no such node, or if its id is one of those
 * inherited names.
 */
function resultRead(index: PlanIndex, node: NodePlan, reference: ReferencePlan): Expression | undefined {
  const [first] = reference.path;
  if (reference.scope !== "payload" || first === undefined || first.value in Object.prototype) return undefined;
  const read = index.readOf(node, reference);
  if (read === undefined || !hasSources(read.sources)) return undefined;
  return { kind: "member", object: { kind: "member", object: name("context"), key: "payloads" }, key: first.value };
}

/** Returns the references to `$ctx`, `$payload` and `$joins` in a value. */
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
