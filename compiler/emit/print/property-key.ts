import { isIdentifierName } from "../names/safe-identifier.js";
import { stringLiteral } from "./strings.js";

/** A property's name: quoted only where it must be. */
export function propertyKey(key: string | number): string {
  return typeof key === "number" ? String(key) : isIdentifierName(key) ? key : stringLiteral(key);
}

/** A key as a value: in an index or as an argument. */
export function keyLiteral(key: string | number): string {
  return typeof key === "number" ? String(key) : stringLiteral(key);
}
