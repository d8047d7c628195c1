import type { GrammarError, GrammarErrorCode } from "./grammar-error.js";

/** Errors that only say that something is missing or left over, where another one says what is wrong. */
const weak: ReadonlySet<GrammarErrorCode> = new Set<GrammarErrorCode>([
  "edge/missing-node",
  "edge/unclosed-group",
  "condition/missing-operand",
  "expression/unexpected-text",
]);

/** What does not belong in an edge. Behind one of them, the rest of a misspelt condition is not understood either. */
const unexpected: ReadonlySet<GrammarErrorCode> = new Set<GrammarErrorCode>([
  "edge/unexpected-token",
  "edge/unexpected-character",
]);

/** Words in a condition that are none: of several in a row, the first is enough. */
const words: ReadonlySet<GrammarErrorCode> = new Set<GrammarErrorCode>([
  "condition/bare-word",
  "expression/unexpected-text",
]);

/** Leaves out errors that another one explains. The errors are in the order of their places. */
export function withoutConsequences(errors: readonly GrammarError[], text: string): GrammarError[] {
  const strong = new Set(errors.flatMap(({ code, range }) => (weak.has(code) ? [] : [range.start])));
  const own = errors.filter(({ code, range }) => !weak.has(code) || !strong.has(range.start));
  return own.filter(({ code, range }, at) => {
    const before = own[at - 1];
    if (before === undefined) return true;
    const between = text.slice(before.range.end, range.start);
    if (unexpected.has(before.code) && unexpected.has(code)) return /[|&()]|>>/u.test(between);
    return !words.has(before.code) || !words.has(code) || between.trim() !== "";
  });
}
