import type { GrammarError } from "./grammar-error.js";

/** Orders errors by where they begin, the longer range first: for `sort`. */
export function byPlace(one: GrammarError, other: GrammarError): number {
  return one.range.start - other.range.start || other.range.end - one.range.end;
}
