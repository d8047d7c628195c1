import type { IToken, TokenType } from "chevrotain";
import { Arrow, LeftParen, LoneParen, RightParen, Stray } from "./edge-tokens.js";
import { withType } from "./with-type.js";

/** Limit on nested groups, well below what the parser's recursion can handle. */
export const maxDepth = 200;

export type MatchedGroups =
  | { readonly kind: "tokens"; readonly tokens: IToken[] }
  /** `at` is the parenthesis that exceeds `maxDepth`. */
  | { readonly kind: "too-deep"; readonly at: IToken };

/**
 * Gives misplaced tokens of an edge types of their own: a `(` that nothing closes becomes `LoneParen`; a `)` that
 * closes nothing and an arrow inside a closed group become `Stray`. So the parser can accept every sequence of tokens.
 */
export function matchGroups(tokens: readonly IToken[]): MatchedGroups {
  const open: IToken[] = [];
  const retyped = new Map<IToken, TokenType>();
  const arrowsIn = new Map<IToken, IToken[]>();
  for (const token of tokens) {
    const group = open.at(-1);
    if (token.tokenType === LeftParen) {
      if (open.push(token) > maxDepth) return { kind: "too-deep", at: token };
    } else if (token.tokenType === RightParen) {
      open.pop();
      if (group === undefined) retyped.set(token, Stray);
      else for (const arrow of arrowsIn.get(group) ?? []) retyped.set(arrow, Stray);
    } else if (token.tokenType === Arrow && group !== undefined) {
      const arrows = arrowsIn.get(group);
      if (arrows === undefined) arrowsIn.set(group, [token]);
      else arrows.push(token);
    }
  }
  for (const token of open) retyped.set(token, LoneParen);
  return { kind: "tokens", tokens: tokens.map((token) => withType(token, retyped.get(token))) };
}
