import type { GrammarError } from "./grammar-error.js";

/** Compares errors by where they start, longer ranges first, for `sort`. */
export function byPlace(one: GrammarError, other: GrammarError): number {
  return one.range.start - other.range.start || other.range.end - one.range.end;
}
