import type { IToken, TokenType } from "chevrotain";
import { LeftParen, LoneParen, Not, RightParen, Stray } from "./condition-tokens.js";
import { LeftBracket, RightBracket } from "./expression-tokens.js";
import { maxDepth } from "./match-groups.js";
import { withType } from "./with-type.js";

export type MatchedBrackets =
  | { readonly kind: "tokens"; readonly tokens: IToken[] }
  /** `at` is the bracket or the `not` that exceeds `maxDepth`. */
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
  const deepest = tooDeep(tokens);
  if (deepest !== undefined) return { kind: "too-deep", at: deepest };
  for (const token of tokens) {
    if (token.tokenType === LeftParen || token.tokenType === LeftBracket) {
      open.push(token);
    } else if (token.tokenType === RightParen) close(token, LeftParen);
    else if (token.tokenType === RightBracket) close(token, LeftBracket);
  }
  for (const lone of open) if (lone.tokenType === LeftParen) retyped.set(lone, LoneParen);
  return { kind: "tokens", tokens: tokens.map((token) => withType(token, retyped.get(token))) };
}

/** Returns the first token that is inside more than `maxDepth` brackets and `not`s. */
function tooDeep(tokens: readonly IToken[]): IToken | undefined {
  /** For each open bracket, how many `not`s are in front of it. */
  const open: number[] = [];
  let depth = 0;
  let denials = 0;
  for (const token of tokens) {
    if (token.tokenType === Not) {
      denials += 1;
    } else if (token.tokenType === LeftParen || token.tokenType === LeftBracket) {
      open.push(denials);
      depth += 1 + denials;
      denials = 0;
    } else {
      if (token.tokenType === RightParen || token.tokenType === RightBracket) depth -= 1 + (open.pop() ?? -1);
      denials = 0;
    }
    if (depth + denials > maxDepth) return token;
  }
  return undefined;
}
