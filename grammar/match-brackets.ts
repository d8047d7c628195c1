import type { IToken, TokenType } from "chevrotain";
import { LeftParen, LoneParen, RightParen, Stray } from "./condition-tokens.js";
import { LeftBracket, RightBracket } from "./expression-tokens.js";
import { maxDepth } from "./match-groups.js";
import { withType } from "./with-type.js";

export type MatchedBrackets =
  | { readonly kind: "tokens"; readonly tokens: IToken[] }
  /** `at` is the bracket that exceeds `maxDepth`. */
  | { readonly kind: "too-deep"; readonly at: IToken };

/**
 * Gives misplaced parentheses and brackets of a condition types of their own: a `(` that nothing closes becomes
 * `LoneParen`; what closes nothing becomes `Stray`. So the parser can accept every sequence of tokens.
 */
export function matchBrackets(tokens: readonly IToken[]): MatchedBrackets {
  const open: IToken[] = [];
  const retyped = new Map<IToken, TokenType>();
  const close = (token: IToken, opener: TokenType): void => {
    const at = open.findLastIndex(({ tokenType }) => tokenType === opener);
    if (at < 0) {
      retyped.set(token, Stray);
      return;
    }
    for (const lone of open.splice(at).slice(1)) if (lone.tokenType === LeftParen) retyped.set(lone, LoneParen);
  };
  for (const token of tokens) {
    if (token.tokenType === LeftParen || token.tokenType === LeftBracket) {
      if (open.push(token) > maxDepth) return { kind: "too-deep", at: token };
    } else if (token.tokenType === RightParen) close(token, LeftParen);
    else if (token.tokenType === RightBracket) close(token, LeftBracket);
  }
  for (const lone of open) if (lone.tokenType === LeftParen) retyped.set(lone, LoneParen);
  return { kind: "tokens", tokens: tokens.map((token) => withType(token, retyped.get(token))) };
}
