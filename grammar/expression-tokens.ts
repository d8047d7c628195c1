import { createToken, Lexer, type TokenType } from "chevrotain";
import { once } from "./once.js";
import { matchOpenQuote, matchQuoted } from "./quoted-text.js";

const Blank = createToken({ name: "Blank", pattern: /\s+/, group: Lexer.SKIPPED, line_breaks: true });

/**
 * Tokens that can be part of an expression, correctly or not: all except `??`, the braces of a template and an open
 * quote.
 */
export const Item = createToken({ name: "Item", pattern: Lexer.NA });
/** Tokens that can be between brackets, correctly or not. */
export const InnerItem = createToken({ name: "InnerItem", pattern: Lexer.NA, categories: Item });

/** `.key`: a dot and a run of key characters (SPEC 3), which is empty if the key is missing. */
export const DotKey = createToken({ name: "DotKey", pattern: /\.[^\s.[\]{}()|?"'<>=!&,]*/, categories: InnerItem });
export const Quoted = createToken({
  name: "Quoted",
  pattern: matchQuoted,
  categories: InnerItem,
  line_breaks: true,
});
/** An unclosed quoted key or literal: the rest of the text. */
export const OpenQuote = createToken({ name: "OpenQuote", pattern: matchOpenQuote, line_breaks: true });
export const NumberLiteral = createToken({
  name: "NumberLiteral",
  pattern: /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![^\s.[\]{}()|?"'<>=!&,])/,
  categories: InnerItem,
});
/** `$ctx`, `payload`, `true`: a run of key characters. */
export const Word = createToken({ name: "Word", pattern: /[^\s.[\]{}()|?"'<>=!&,]+/, categories: InnerItem });
export const LeftBracket = createToken({ name: "LeftBracket", pattern: /\[/, categories: Item });
export const RightBracket = createToken({ name: "RightBracket", pattern: /\]/, categories: Item });
export const Otherwise = createToken({ name: "Otherwise", pattern: /\?\?/ });
/** A single brace, parenthesis or operator character. */
export const Punctuation = createToken({ name: "Punctuation", pattern: /[{}()|?<>=!&,]/, categories: InnerItem });

/** `{{`, also inside a hole that is not closed. Modes are pushed but never popped, since holes do not nest. */
export const HoleOpen = createToken({ name: "HoleOpen", pattern: /\{\{/, push_mode: "hole" });
export const HoleClose = createToken({ name: "HoleClose", pattern: /\}\}/, push_mode: "text" });
/** Text outside holes. */
export const Text = createToken({ name: "Text", pattern: matchText, line_breaks: true });

function matchText(text: string, offset: number): [string] | null {
  const hole = text.indexOf("{{", offset);
  if (hole === offset) return null;
  return [text.slice(offset, hole < 0 ? text.length : hole)];
}

// In the order in which they are tried.
const alone: TokenType[] = [
  Blank,
  DotKey,
  Quoted,
  OpenQuote,
  NumberLiteral,
  Word,
  LeftBracket,
  RightBracket,
  Otherwise,
  Punctuation,
];

/**
 * Lexer modes: `alone` for an expression without braces, `text` for a template, `hole` for the content of its braces.
 */
const modes = { alone, text: [HoleOpen, Text], hole: [HoleOpen, HoleClose, ...alone] };

/** All tokens, for the parser. */
export const expressionTokens: TokenType[] = [Item, InnerItem, HoleOpen, HoleClose, Text, ...alone];

/** Builds the lexer of expressions and templates. It has a token for every text, so it never fails. */
export function createExpressionLexer({ skipValidations }: { readonly skipValidations: boolean }): Lexer {
  const definition = { modes, defaultMode: "alone" };
  return new Lexer(definition, { positionTracking: "onlyOffset", safeMode: true, skipValidations });
}

/** The lexer of expressions and templates, built at the first use. */
export const expressionLexer = once(() => createExpressionLexer({ skipValidations: true }));
