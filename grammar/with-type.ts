import type { IToken, TokenType } from "chevrotain";

/** Returns a token with another type, or the token itself if there is none. */
export function withType(token: IToken, tokenType: TokenType | undefined): IToken {
  if (tokenType?.tokenTypeIdx === undefined) return token;
  return { ...token, tokenType, tokenTypeIdx: tokenType.tokenTypeIdx };
}
