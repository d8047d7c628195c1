import { createToken, type IToken, Lexer, type TokenType } from "chevrotain";
import { conditionEnd } from "./condition-end.js";
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
/** `when` behind a target, with its condition. In any other place, `when` is an id. */
export const When = createToken({ name: "When", pattern: matchWhen, line_breaks: true });
/** `otherwise` behind a target. */
export const Otherwise = createToken({ name: "Otherwise", pattern: matchOtherwise, line_breaks: false });
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
  When,
  Otherwise,
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

function matchWhen(text: string, offset: number, matched: readonly IToken[]): [string] | null {
  if (!isWordBehindTarget("when", { text, offset, matched })) return null;
  const end = conditionEnd(text, offset + "when".length);
  return [text.slice(offset, end).trimEnd()];
}

function matchOtherwise(text: string, offset: number, matched: readonly IToken[]): [string] | null {
  return isWordBehindTarget("otherwise", { text, offset, matched }) ? ["otherwise"] : null;
}

interface Lexing {
  readonly text: string;
  readonly offset: number;
  readonly matched: readonly IToken[];
}

function isWordBehindTarget(word: string, { text, offset, matched }: Lexing): boolean {
  if (!text.startsWith(word, offset) || matchName(text, offset)?.[0] !== word) return false;
  const before = matched.at(-1)?.tokenType;
  return before === Name || before === Quoted || before === RightParen;
}

/** Builds the lexer of edges. It has a token for every text, so it never fails. */
export function createEdgeLexer({ skipValidations }: { readonly skipValidations: boolean }): Lexer {
  return new Lexer(edgeTokens, { positionTracking: "onlyOffset", safeMode: true, skipValidations });
}

/** The lexer of edges, built at the first use. */
export const edgeLexer = once(() => createEdgeLexer({ skipValidations: true }));
