import type { ts } from "ts-morph";
import { closestNames } from "../diagnostics/closest-names.js";
import { renameFix } from "../diagnostics/rename-fix.js";
import type { AnyFinding } from "../diagnostics/diagnostic.js";
import { partsOf } from "../condition-parts.js";
import type { ComparisonPlan } from "../plan.js";
import { printType } from "./print-type.js";
import type { ReadingPart } from "./reading-part.js";
import { enclosing, type Findings, type MappedFault, textAt, type WiringScope } from "./wiring-scope.js";

/** Reports a comparison that its types rule out: it never holds, or it fails the run (SPEC 12). */
export function conditionFaults(scope: WiringScope, node: ReadingPart, { mapping, at }: MappedFault): Findings {
  const { ts } = scope;
  const call = enclosing(at, ts.isCallExpression);
  const comparison = comparisonAt(node, mapping.span.start.offset, mapping.span.end.offset);
  if (call === undefined || comparison === undefined) return [];
  const [left, right] = sidesOf(scope, call);
  if (left === undefined || right === undefined) return [];
  const params = {
    text: textAt(scope, mapping.span),
    left: printType(scope, left),
    right: printType(scope, right),
    kind: kindOf(scope, comparison, [left, right]),
    operator: comparison.operator,
  };
  return [
    misspelt(comparison, left, params) ?? {
      code: "types/condition",
      params: { ...params, closest: [] },
      span: mapping.span,
    },
  ];
}

type FaultParams = Omit<Extract<AnyFinding, { readonly code: "types/condition" }>["params"], "closest">;

function comparisonAt({ choices, inputs }: ReadingPart, start: number, end: number): ComparisonPlan | undefined {
  const conditions = choices.flatMap(({ alternatives }) => alternatives.flatMap(({ condition }) => condition ?? []));
  return partsOf(conditions, inputs).find((part): part is ComparisonPlan => {
    return part.kind === "comparison" && part.span.start.offset === start && part.span.end.offset === end;
  });
}

/** The types of the two values that a call compares. `matches` names the left one by a path. */
function sidesOf(scope: WiringScope, call: ts.CallExpression): readonly (ts.Type | undefined)[] {
  const { ts, checker } = scope;
  const [value, second, ...values] = call.arguments;
  if (value === undefined || second === undefined) return [];
  const type = checker.getTypeAtLocation(value);
  if (!ts.isArrayLiteralExpression(second)) return [type, values[0] && checker.getTypeAtLocation(values[0])];
  const found = second.elements.reduce((inner, key) => propertyOf(scope, inner, keyOf(scope, key)), type);
  const stated = values.map((one) => checker.getTypeAtLocation(one));
  return [found, stated.find((one) => !checker.isTypeAssignableTo(one, found)) ?? stated[0]];
}

function propertyOf({ checker }: WiringScope, type: ts.Type, key: string): ts.Type {
  const property = checker.getPropertyOfType(checker.getNonNullableType(type), key);
  return property === undefined ? checker.getAnyType() : checker.getTypeOfSymbol(property);
}

function keyOf({ ts }: WiringScope, node: ts.Expression): string {
  return ts.isStringLiteralLike(node) || ts.isNumericLiteral(node) ? node.text : "";
}

function kindOf(
  scope: WiringScope,
  { operator, right }: ComparisonPlan,
  sides: readonly ts.Type[],
): FaultParams["kind"] {
  if (operator.startsWith("<") || operator.startsWith(">")) return "order";
  const { checker } = scope;
  const [, list] = sides;
  const isRead = operator === "in" && right.kind !== "literal-list";
  if (isRead && list !== undefined && !checker.isArrayType(list) && !checker.isTupleType(list)) return "list";
  const compared = operator === "in" ? sides.slice(0, 1) : sides;
  return compared.some((side) => !isPlain(scope, side)) ? "object" : "never";
}

/** Whether a type has no objects, except for dates. */
function isPlain({ ts }: WiringScope, type: ts.Type): boolean {
  const members = type.isUnion() ? type.types : [type];
  return members.every((member) => (member.flags & ts.TypeFlags.Object) === 0 || member.symbol.name === "Date");
}

/** A stated text that is nearly one of those that the value can be. */
function misspelt({ left, right }: ComparisonPlan, type: ts.Type, params: FaultParams): AnyFinding | undefined {
  const stated = right.kind === "literal" ? right : left.kind === "literal" ? left : undefined;
  if (params.kind !== "never" || stated === undefined || typeof stated.value !== "string") return undefined;
  const known = (type.isUnion() ? type.types : [type]).flatMap((one) => (one.isStringLiteral() ? [one.value] : []));
  const closest = closestNames(stated.value, known);
  const { span } = stated;
  const inner = {
    ...span,
    start: { ...span.start, offset: span.start.offset + 1, column: span.start.column + 1 },
    end: { ...span.end, offset: span.end.offset - 1, column: span.end.column - 1 },
  };
  const isShort = inner.end.offset - inner.start.offset === stated.value.length;
  const fix = isShort ? renameFix(stated.value, closest, inner) : {};
  return { code: "types/condition", params: { ...params, closest }, span, ...fix };
}
