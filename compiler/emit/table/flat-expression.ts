import { isIdentifierName } from "../names/safe-identifier.js";
import { addAll, addBetween, addMark, type FlatText } from "../print/flat-text.js";
import { stringLiteral } from "../print/strings.js";
import { addFlatType } from "../types/flat-type.js";
import type { Entry, Expression, Parameter } from "./expression.js";
import { entryName, isBlock, isBrokenList, literalText, unmarked } from "./layout-parts.js";

type Arrow = Extract<Expression, { readonly kind: "arrow" }>;

/** Adds a value as `layoutExpression` lays it out where it fits on the line. Returns false if it needs several lines. */
export function addFlat(to: FlatText, value: Expression): boolean {
  switch (value.kind) {
    case "name":
      to.text += value.name;
      return true;
    case "literal":
      to.text += literalText(value.value);
      return true;
    case "call":
      to.text += value.name;
      return addBetween(to, ["(", ")"], value.args, { separator: ", ", add: addFlat });
    case "coalesce":
      return addAll(to, value.operands, { separator: " ?? ", add: addCoalesced });
    case "logical":
      return addAll(to, value.operands, { separator: ` ${value.operator} `, add: addOperand });
    case "not": {
      to.text += "!";
      return addOperand(to, value.value);
    }
    case "list":
      return !isBrokenList(value.items) && addBetween(to, ["[", "]"], value.items, { separator: ", ", add: addFlat });
    case "object":
      return addObject(to, value);
    case "member":
      return addMember(to, value);
    case "satisfies":
      return addSatisfies(to, value);
    case "arrow":
      return addArrow(to, value);
    case "store":
      to.text += `(to, value) => (to${access(value.key)} = value)`;
      return true;
    case "marked": {
      const start = to.text.length;
      const isAdded = addFlat(to, value.value);
      addMark(to, start, value.mark);
      return isAdded;
    }
  }
}

/** Adds `(context, result: Type): Returned`. */
export function addFlatSignature(to: FlatText, { parameters, returns }: Arrow): boolean {
  const isAdded = addBetween(to, ["(", ")"], parameters, { separator: ", ", add: addParameter });
  if (returns === undefined) return isAdded;
  to.text += ": ";
  return addFlatType(to, returns) && isAdded;
}

function addParameter(to: FlatText, { name, type }: Parameter): boolean {
  to.text += name;
  if (type === undefined) return true;
  to.text += ": ";
  return addFlatType(to, type);
}

function addParenthesized(to: FlatText, value: Expression): boolean {
  return addBetween(to, ["(", ")"], [value], { separator: "", add: addFlat });
}

function addCoalesced(to: FlatText, operand: Expression): boolean {
  return operand.kind === "coalesce" ? addParenthesized(to, operand) : addFlat(to, operand);
}

function addOperand(to: FlatText, operand: Expression): boolean {
  const inner = unmarked(operand);
  return inner.kind === "logical" ? addParenthesized(to, inner) : addFlat(to, operand);
}

function addObject(to: FlatText, { entries, isExpanded }: Extract<Expression, { readonly kind: "object" }>): boolean {
  if (entries.length === 0) {
    to.text += "{}";
    return true;
  }
  if (isExpanded) return false;
  return addBetween(to, ["{ ", " }"], entries, { separator: ", ", add: addEntry });
}

function addEntry(to: FlatText, { key, value }: Entry): boolean {
  to.text += `${entryName(key)}: `;
  return addFlat(to, value);
}

function addMember(to: FlatText, { object, key, mark }: Extract<Expression, { readonly kind: "member" }>): boolean {
  const isAdded = addFlat(to, object);
  const start = to.text.length;
  to.text += access(key);
  addMark(to, start, mark);
  return isAdded;
}

function access(key: string | number): string {
  if (typeof key === "number") return `[${key}]`;
  return isIdentifierName(key) ? `.${key}` : `[${stringLiteral(key)}]`;
}

function addSatisfies(
  to: FlatText,
  { value, type, mark }: Extract<Expression, { readonly kind: "satisfies" }>,
): boolean {
  if (!addFlat(to, value)) return false;
  to.text += " ";
  const start = to.text.length;
  to.text += "satisfies ";
  const isAdded = addFlatType(to, type);
  addMark(to, start, mark);
  return isAdded;
}

function addArrow(to: FlatText, arrow: Arrow): boolean {
  const { body } = arrow;
  if (isBlock(body) || !addFlatSignature(to, arrow)) return false;
  to.text += " => ";
  return unmarked(body).kind === "object" ? addParenthesized(to, body) : addFlat(to, body);
}
