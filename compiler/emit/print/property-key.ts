import { isIdentifierName } from "../names/safe-identifier.js";
import { numberLiteral, stringLiteral } from "./strings.js";

/** Writes the name of a property, quoted only if necessary. */
export function propertyKey(key: string | number): string {
  return typeof key === "number" ? numberLiteral(key) : isIdentifierName(key) ? key : stringLiteral(key);
}

/** Writes a key as a value, for an index or an argument. */
export function keyLiteral(key: string | number): string {
  return typeof key === "number" ? numberLiteral(key) : stringLiteral(key);
}
