import { createToken, Lexer, type TokenType } from "chevrotain";
import {
  DotKey,
  LeftBracket,
  NumberLiteral,
  OpenQuote,
  Otherwise,
  Quoted,
  RightBracket,
  Word,
} from "./expression-tokens.js";
import { once } from "./once.js";

const Blank = createToken({ name: "Blank", pattern: /\s+/, group: Lexer.SKIPPED, line_breaks: true });

/** What is never right outside of brackets. */
export const Stray = createToken({ name: "Stray", pattern: /[{}?]/ });

/** `and`, and what other languages write for it. */
export const And = createToken({ name: "And", pattern: /and(?![^\s[\]{}()|?"'<>=!&,])|&+/i });
export const Or = createToken({ name: "Or", pattern: /or(?![^\s[\]{}()|?"'<>=!&,])|\|+/i });
export const Not = createToken({ name: "Not", pattern: /not(?![^\s[\]{}()|?"'<>=!&,])|!/i });
/** `==`, `in` and their like, and what other languages write for them. */
export const Compare = createToken({
  name: "Compare",
  pattern: /(?:in|is)(?![^\s[\]{}()|?"'<>=!&,])|=~|!~|~=?|!==|===|==|!=|<=|>=|<>|=<|=>|=|<|>/i,
});
export const Comma = createToken({ name: "Comma", pattern: /,/ });
export const LeftParen = createToken({ name: "LeftParen", pattern: /\(/ });
export const RightParen = createToken({ name: "RightParen", pattern: /\)/ });
/** A `(` that no `)` closes. `matchBrackets` gives it this type. */
export const LoneParen = createToken({ name: "LoneParen", pattern: Lexer.NA });

/** The tokens, in the order in which they are tried. */
const tried: TokenType[] = [
  Blank,
  DotKey,
  Quoted,
  OpenQuote,
  NumberLiteral,
  And,
  Or,
  Compare,
  Not,
  Word,
  LeftBracket,
  RightBracket,
  LeftParen,
  RightParen,
  Comma,
  Otherwise,
  Stray,
];

/** All tokens, for the parser. */
export const conditionTokens: TokenType[] = [...tried, LoneParen];

/** Builds the lexer of conditions. It has a token for every text, so it never fails. */
export function createConditionLexer({ skipValidations }: { readonly skipValidations: boolean }): Lexer {
  return new Lexer(tried, { positionTracking: "onlyOffset", safeMode: true, skipValidations });
}

/** The lexer of conditions, built at the first use. */
export const conditionLexer = once(() => createConditionLexer({ skipValidations: true }));
