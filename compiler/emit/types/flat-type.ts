import { addAll, addBetween, addMark, type FlatText } from "../print/flat-text.js";
import { keyLiteral, propertyKey } from "../print/property-key.js";
import type { TypeMember, TypeNode } from "./type-node.js";

/** Adds a type as `layoutType` lays it out where it fits on the line. Returns false if it needs several lines. */
export function addFlatType(to: FlatText, type: TypeNode): boolean {
  switch (type.kind) {
    case "reference":
      to.text += type.name;
      return type.args.length === 0 || addBetween(to, ["<", ">"], type.args, { separator: ", ", add: addFlatType });
    case "typeof":
      to.text += `typeof ${type.name}`;
      return true;
    case "literal":
      to.text += literalText(type.value);
      return true;
    case "index": {
      const isAdded = addOperand(to, type.object);
      to.text += `[${keyLiteral(type.key)}]`;
      return isAdded;
    }
    case "values":
      to.text += `${type.of}[keyof ${type.of}]`;
      return true;
    case "array": {
      const isAdded = addOperand(to, type.element);
      to.text += "[]";
      return isAdded;
    }
    case "tuple":
      return addBetween(to, ["[", "]"], type.elements, { separator: ", ", add: addFlatType });
    case "union":
      return addAll(to, type.members, { separator: " | ", add: addUnionMember });
    case "intersection":
      return addAll(to, type.members, { separator: " & ", add: addIntersectionMember });
    case "object":
      return addObject(to, type);
  }
}

export function literalText(value: string | number | boolean | null): string {
  return typeof value === "string" || typeof value === "number" ? keyLiteral(value) : String(value);
}

/** Adds `key: type`. */
export function addFlatMember(to: FlatText, { key, isOptional, type, mark }: TypeMember): boolean {
  to.text += propertyKey(key);
  to.text += isOptional ? "?: " : ": ";
  const start = to.text.length;
  const isAdded = addFlatType(to, type);
  addMark(to, start, mark);
  return isAdded;
}

function addParenthesized(to: FlatText, type: TypeNode): boolean {
  return addBetween(to, ["(", ")"], [type], { separator: "", add: addFlatType });
}

function addOperand(to: FlatText, type: TypeNode): boolean {
  const { kind } = type;
  return kind === "union" || kind === "intersection" || kind === "typeof"
    ? addParenthesized(to, type)
    : addFlatType(to, type);
}

function addUnionMember(to: FlatText, type: TypeNode): boolean {
  return type.kind === "union" || type.kind === "intersection" ? addParenthesized(to, type) : addFlatType(to, type);
}

function addIntersectionMember(to: FlatText, type: TypeNode): boolean {
  return type.kind === "union" ? addParenthesized(to, type) : addFlatType(to, type);
}

function addObject(to: FlatText, { members, isExpanded }: Extract<TypeNode, { readonly kind: "object" }>): boolean {
  if (members.length === 0) {
    to.text += "{}";
    return true;
  }
  if (isExpanded || members.some(({ comment }) => comment !== undefined)) return false;
  return addBetween(to, ["{ ", " }"], members, { separator: "; ", add: addFlatMember });
}
