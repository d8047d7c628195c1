import type { Condition, TextRange } from "./ast.js";
import { conditionLexer } from "./condition-tokens.js";
import { conditionParser } from "./condition-parser.js";
import type { ParseResult } from "./grammar-error.js";
import { matchBrackets } from "./match-brackets.js";
import { maxDepth } from "./match-groups.js";
import { misplacedLists } from "./misplaced-lists.js";
import { byPlace } from "./order-errors.js";
import { rangeOf } from "./token-range.js";

/**
 * Parses the condition in a part of a text (SPEC 12). Ranges are in the whole text. Returns all errors, in the order of
 * their places. Never throws.
 */
export function parseCondition(text: string, { start, end }: TextRange): ParseResult<Condition> {
  const { tokens } = conditionLexer().tokenize(text.slice(start, end));
  const placed = tokens.map((token) => ({ ...token, startOffset: token.startOffset + start }));
  const matched = matchBrackets(placed);
  if (matched.kind === "too-deep") {
    const error = { code: "condition/too-deep" as const, params: { limit: maxDepth }, range: rangeOf(matched.at) };
    return { ast: undefined, errors: [error] };
  }
  const { ast, errors } = conditionParser().parse(matched.tokens, { text, end });
  const lists = ast === undefined ? [] : misplacedLists(ast);
  return { ast, errors: [...errors, ...lists].sort(byPlace) };
}
