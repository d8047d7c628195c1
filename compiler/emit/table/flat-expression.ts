import { isIdentifierName } from "../names/safe-identifier.js";
import { addAll, addMark, type FlatText } from "../print/flat-text.js";
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
      return addEnclosed(to, value.args, "()");
    case "coalesce":
      return addAll(to, value.operands, { separator: " ?? ", add: addCoalesced });
    case "logical":
      return addAll(to, value.operands, { separator: ` ${value.operator} `, add: addOperand });
    case "not": {
      to.text += "!";
      return addOperand(to, value.value);
    }
    case "list":
      return !isBrokenList(value.items) && addEnclosed(to, value.items, "[]");
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
  to.text += "(";
  let isAdded = addAll(to, parameters, { separator: ", ", add: addParameter });
  to.text += ")";
  if (returns === undefined) return isAdded;
  to.text += ": ";
  isAdded = addFlatType(to, returns) && isAdded;
  return isAdded;
}

function addParameter(to: FlatText, { name, type }: Parameter): boolean {
  to.text += name;
  if (type === undefined) return true;
  to.text += ": ";
  return addFlatType(to, type);
}

function addEnclosed(to: FlatText, items: readonly Expression[], [open, close]: string): boolean {
  to.text += open ?? "";
  const isAdded = addAll(to, items, { separator: ", ", add: addFlat });
  to.text += close ?? "";
  return isAdded;
}

function addParenthesized(to: FlatText, value: Expression): boolean {
  to.text += "(";
  const isAdded = addFlat(to, value);
  to.text += ")";
  return isAdded;
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
  to.text += "{ ";
  const isAdded = addAll(to, entries, { separator: ", ", add: addEntry });
  to.text += " }";
  return isAdded;
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
