import type { IToken } from "chevrotain";
import type { TextRange } from "./ast.js";

/** Whether the token is in the text: the end of the input, and what the parser records, have no place. */
export function hasPlace(token: IToken): boolean {
  return token.startOffset >= 0;
}

/** The offset behind the token's last character. */
export function endOf(token: IToken): number {
  return token.startOffset + token.image.length;
}

/** The range of a token that has a place. */
export function rangeOf(token: IToken): TextRange {
  return { start: token.startOffset, end: endOf(token) };
}
