import { propertyKey } from "../print/property-key.js";
import { numberLiteral, stringLiteral } from "../print/strings.js";
import type { Assignment, Expression } from "./expression.js";

export function literalText(value: string | number | boolean | null): string {
  if (typeof value === "string") return stringLiteral(value);
  return typeof value === "number" ? numberLiteral(value) : String(value);
}

export function entryName(key: string | number): string {
  // `"__proto__": …` would set the prototype.
  return key === "__proto__" ? '["__proto__"]' : propertyKey(key);
}

/** Whether prettier always breaks a list: it has several lists, or several objects, with more than one part each. */
export function isBrokenList(items: readonly Expression[]): boolean {
  const parts = (item: Expression): number =>
    item.kind === "list" ? item.items.length : item.kind === "object" ? item.entries.length : 0;
  return items.length > 1 && items.every((item) => item.kind === items[0]?.kind && parts(item) > 1);
}

export function isBlock(body: Expression | readonly Assignment[]): body is readonly Assignment[] {
  return Array.isArray(body);
}

export function unmarked(value: Expression): Expression {
  return value.kind === "marked" ? unmarked(value.value) : value;
}
