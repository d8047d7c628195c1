import { createToken, Lexer, type TokenType } from "chevrotain";
import { matchName, matchStray } from "./match-name.js";
import { once } from "./once.js";
import { matchOpenQuote, matchQuoted } from "./quoted-text.js";

const Blank = createToken({ name: "Blank", pattern: /\s+/, group: Lexer.SKIPPED, line_breaks: true });

export const Name = createToken({ name: "Name", pattern: matchName, line_breaks: false });
export const Quoted = createToken({ name: "Quoted", pattern: matchQuoted, line_breaks: true });
/** A quoted id that is not closed: the rest of the text. */
export const OpenQuote = createToken({ name: "OpenQuote", pattern: matchOpenQuote, line_breaks: true });
/** `>>`, and what is written in its place: `<<`, `->`, `=>`, `>`, `>>>`. */
export const Arrow = createToken({ name: "Arrow", pattern: />>(?!>)|<<(?!<)|[-=~]*>+|<+[-=~]*>?/ });
/** `&`, and what other languages write in its place: `&&`. */
export const And = createToken({ name: "And", pattern: /&+/ });
/** `|`, and `||`. */
export const Or = createToken({ name: "Or", pattern: /\|+/ });
export const LeftParen = createToken({ name: "LeftParen", pattern: /\(/ });
export const RightParen = createToken({ name: "RightParen", pattern: /\)/ });
/** What no other token begins with, up to a blank or an operator; `matchGroups` adds tokens out of place. */
export const Stray = createToken({ name: "Stray", pattern: matchStray, line_breaks: false });
/** A `(` that no `)` closes; `matchGroups` reports it. */
export const LoneParen = createToken({ name: "LoneParen", pattern: Lexer.NA });

/** In the order in which they are tried. */
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

/** Builds the lexer of edges. It knows a token for every text: it has no errors of its own. */
export function createEdgeLexer({ skipValidations }: { readonly skipValidations: boolean }): Lexer {
  return new Lexer(edgeTokens, { positionTracking: "onlyOffset", safeMode: true, skipValidations });
}

/** The lexer of edges, built when it is first asked for. */
export const edgeLexer = once(() => createEdgeLexer({ skipValidations: true }));
