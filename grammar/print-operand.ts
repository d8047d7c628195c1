import type { Literal, PathKey, Reference } from "./ast.js";
import { quote } from "./quoted-text.js";
import { notInEnvName } from "./words.js";

/** Prints a reference. */
export function printReference({ scope, path }: Reference): string {
  const needsBrackets = scope === "env" ? ({ value }: PathKey) => notInEnvName.test(String(value)) : () => false;
  return `$${scope}${path.map((key) => (needsBrackets(key) ? `[${quote(String(key.value))}]` : printKey(key))).join("")}`;
}

/** Prints the steps of a path. */
export function printPath(path: readonly PathKey[]): string {
  return path.map(printKey).join("");
}

function printKey({ value }: PathKey): string {
  if (typeof value === "number") return `[${value}]`;
  return /^[^\s.[\]{}()|?"'<>=!&,]+$/.test(value) ? `.${value}` : `[${quote(value)}]`;
}

/** Prints a literal. */
export function printLiteral({ value }: Literal): string {
  if (typeof value === "string") return quote(value);
  return Object.is(value, -0) ? "-0" : String(value);
}
