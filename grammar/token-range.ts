import type { IToken } from "chevrotain";
import type { TextRange } from "./ast.js";

/** Whether a token is in the text. The end of the input, and tokens that the parser records about itself, are not. */
export function hasPlace(token: IToken): boolean {
  return token.startOffset >= 0;
}

/** The offset after the token's last character. */
export function endOf(token: IToken): number {
  return token.startOffset + token.image.length;
}

/** The range of a token that is in the text. */
export function rangeOf(token: IToken): TextRange {
  return { start: token.startOffset, end: endOf(token) };
}
