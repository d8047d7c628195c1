import { createToken, Lexer, type TokenType } from "chevrotain";
import { matchName, matchStray } from "./match-name.js";
import { once } from "./once.js";
import { matchOpenQuote, matchQuoted } from "./quoted-text.js";

const Blank = createToken({ name: "Blank", pattern: /\s+/, group: Lexer.SKIPPED, line_breaks: true });

export const Name = createToken({ name: "Name", pattern: matchName, line_breaks: false });
export const Quoted = createToken({ name: "Quoted", pattern: matchQuoted, line_breaks: true });
/** An unclosed quoted id: the rest of the text. */
export const OpenQuote = createToken({ name: "OpenQuote", pattern: matchOpenQuote, line_breaks: true });
/** `>>`, and what is written by mistake instead: `<<`, `->`, `=>`, `>`, `>>>`. */
export const Arrow = createToken({ name: "Arrow", pattern: />>(?!>)|<<(?!<)|[-=~]*>+|<+[-=~]*>?/ });
/** `&`, and `&&`, which other languages use. */
export const And = createToken({ name: "And", pattern: /&+/ });
/** `|` and `||`. */
export const Or = createToken({ name: "Or", pattern: /\|+/ });
export const LeftParen = createToken({ name: "LeftParen", pattern: /\(/ });
export const RightParen = createToken({ name: "RightParen", pattern: /\)/ });
/**
 * Text that starts no other token, up to a blank or an operator. `matchGroups` also gives this type to misplaced
 * tokens.
 */
export const Stray = createToken({ name: "Stray", pattern: matchStray, line_breaks: false });
/** A `(` that no `)` closes. `matchGroups` gives it this type. */
export const LoneParen = createToken({ name: "LoneParen", pattern: Lexer.NA });

/** All tokens, in the order in which they are tried. */
export const edgeTokens: TokenType[] = [
  Blank,
  Name,
  Quoted,
  OpenQuote,
  Arrow,
  And,
  Or,
  LeftParen,
  RightParen,
  Stray,
  LoneParen,
];

/** Builds the lexer of edges. It has a token for every text, so it never fails. */
export function createEdgeLexer({ skipValidations }: { readonly skipValidations: boolean }): Lexer {
  return new Lexer(edgeTokens, { positionTracking: "onlyOffset", safeMode: true, skipValidations });
}

/** The lexer of edges, built at the first use. */
export const edgeLexer = once(() => createEdgeLexer({ skipValidations: true }));
