import { isIdentifierName } from "../names/safe-identifier.js";
import { numberLiteral, stringLiteral } from "./strings.js";

/** A property's name: quoted only where it must be. */
export function propertyKey(key: string | number): string {
  return typeof key === "number" ? numberLiteral(key) : isIdentifierName(key) ? key : stringLiteral(key);
}

/** A key as a value: in an index or as an argument. */
export function keyLiteral(key: string | number): string {
  return typeof key === "number" ? numberLiteral(key) : stringLiteral(key);
}
