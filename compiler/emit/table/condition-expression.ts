import type { ComparisonPlan, ConditionPlan, KeyPlan, LiteralListPlan, LiteralPlan, Reader } from "../../plan.js";
import type { Span } from "../../diagnostics/span.js";
import type { MappedPart } from "../emitted-module.js";
import type { Mark } from "../print/doc.js";
import type { PlanIndex } from "../types/plan-index.js";
import { call, type Expression, list, literal, name, withMark } from "./expression.js";
import { inGroups } from "./in-groups.js";
import { jsonExpression } from "./json-expression.js";
import { rootOf, variableName } from "./reference-expression.js";

/** The surroundings of a condition: its node, as the reads of the condition see it, and lookups in the plan. */
export interface ConditionPlace {
  readonly index: PlanIndex;
  readonly node: Reader;
}

/** Writes a condition as an expression over `result` and `context` (SPEC 12). */
export function conditionExpression(place: ConditionPlace, condition: ConditionPlan): Expression {
  switch (condition.kind) {
    case "and":
    case "or": {
      const members = condition.members.map((member) => conditionExpression(place, member));
      const operator = condition.kind === "and" ? "&&" : "||";
      return inGroups(members, (operands) => ({ kind: "logical", operator, operands }));
    }
    case "not":
      return not(conditionExpression(place, condition.member));
    case "comparison":
      return comparisonExpression(place, condition);
    default: {
      const { root, keys } = rooted(place, condition);
      return withMark(call("runtime.holds", root, ...keys), markOf(place, "read", condition.span));
    }
  }
}

function comparisonExpression(place: ConditionPlace, comparison: ComparisonPlan): Expression {
  const { operator, left, right, span } = comparison;
  const found = statedIn(comparison);
  if (found === undefined) {
    const compared = call(
      "runtime.compare",
      operandExpression(place, left),
      literal(operator),
      operandExpression(place, right),
    );
    return withMark(compared, markOf(place, "condition", span));
  }
  const { root, keys } = rooted(place, found.value);
  const [only, ...others] = found.stated;
  const isNegated = operator === "!=";
  if (only?.value === null && others.length === 0 && operator !== "in") {
    const asked = withMark(call("runtime.has", root, ...keys), markOf(place, "read", found.value.span));
    return isNegated ? asked : not(asked);
  }
  const path = withMark(list(keys), markOf(place, "read", found.value.span));
  const values = found.stated.map(({ value }) => jsonExpression(value));
  const matched = withMark(call("runtime.matches", root, path, ...values), markOf(place, "condition", span));
  return isNegated ? not(matched) : matched;
}

/** What `==`, `!=` and `in` compare with values that the condition states; undefined for any other comparison. */
function statedIn({ operator, left, right }: ComparisonPlan): Stated | undefined {
  if (operator === "in") return right.kind === "literal-list" ? { value: left, stated: right.items } : undefined;
  if (operator !== "==" && operator !== "!=") return undefined;
  if (right.kind === "literal") return { value: left, stated: [right] };
  return left.kind === "literal" ? { value: right, stated: [left] } : undefined;
}

interface Stated {
  readonly value: ConditionPlan;
  readonly stated: readonly LiteralPlan[];
}

interface Rooted {
  readonly root: Expression;
  /** The keys below the root that lead to the value. */
  readonly keys: readonly Expression[];
}

/** A value as something that TypeScript can narrow, and a path below it. */
function rooted(place: ConditionPlace, value: ConditionPlan): Rooted {
  if (value.kind === "result") return { root: name("result"), keys: keysOf(place, value.path) };
  if (value.kind !== "reference" || value.scope === "env") return { root: operandExpression(place, value), keys: [] };
  const { scope } = value;
  const { root, above, path } = rootOf(place.index, place.node, { ...value, scope });
  return { root, keys: [...above.map(literal), ...keysOf(place, path)] };
}

function keysOf(place: ConditionPlace, path: readonly KeyPlan[]): Expression[] {
  return path.map((key) => withMark(literal(key.value), markOf(place, "read-key", key.span)));
}

type Value = Exclude<ConditionPlan, LiteralListPlan>;

function operandExpression(place: ConditionPlace, value: ConditionPlan): Expression {
  switch (value.kind) {
    case "literal":
      return jsonExpression(value.value);
    case "literal-list":
      return list(value.items.map((item) => jsonExpression(item.value)));
    case "coalesce":
      return inGroups(
        value.operands.map((operand) => operandExpression(place, operand)),
        (operands) => ({ kind: "coalesce", operands }),
      );
    case "reference":
      // In a condition, a variable that is not set is undefined.
      if (value.scope === "env") {
        const read = call("env", variableName(value), name("undefined"));
        return withMark(read, markOf(place, "read", value.span));
      }
      return readExpression(place, value);
    case "result":
      return readExpression(place, value);
    default:
      return conditionExpression(place, value);
  }
}

function readExpression(place: ConditionPlace, value: Extract<Value, { kind: "reference" | "result" }>): Expression {
  const { root, keys } = rooted(place, value);
  return withMark(keys.length === 0 ? root : call("read", root, ...keys), markOf(place, "read", value.span));
}

function not(value: Expression): Expression {
  return value.kind === "not" ? value.value : { kind: "not", value };
}

function markOf({ node }: ConditionPlace, what: MappedPart, span: Span): Mark {
  return { what, span, node: node.id };
}
