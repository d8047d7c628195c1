import type { TextRange } from "./ast.js";

/**
 * The errors in the text of an edge or an expression, keyed by code. The values are the details for the message;
 * `found` is the text at the range.
 */
export interface GrammarFaults {
  /** A character that starts no token. */
  "edge/unexpected-character": { readonly found: string };
  /** `<<`. */
  "edge/left-arrow": Record<never, never>;
  /** No `>>` in the text. */
  "edge/missing-arrow": Record<never, never>;
  /** `()`, `a >> `, `>> a`, `a & | b`: a node is missing. */
  "edge/missing-node": { readonly found: string };
  /** `(` without `)`. */
  "edge/unclosed-group": Record<never, never>;
  /** A quoted id without its closing quote. */
  "edge/unclosed-quote": Record<never, never>;
  /** `\q` in a quoted id: an unknown escape. */
  "edge/bad-escape": { readonly found: string };
  /** More than `limit` nested groups. */
  "edge/too-deep": { readonly limit: number };
  /** A token that is not allowed where it is: `a b`, `a )`. */
  "edge/unexpected-token": { readonly found: string };
  /** `$foo.x`, `$`. */
  "expression/unknown-scope": { readonly found: string };
  /** `$env` without a name, or with more than one. */
  "expression/env-name": Record<never, never>;
  /** `$ctx.`, `$ctx..a`, `$ctx[]`. */
  "expression/missing-key": Record<never, never>;
  /** `[` without `]`. */
  "expression/unclosed-bracket": Record<never, never>;
  /** A quoted key or literal without its closing quote. */
  "expression/unclosed-quote": Record<never, never>;
  /** `\q` in a quoted key or literal: an unknown escape. */
  "expression/bad-escape": { readonly found: string };
  /** `__proto__`, `constructor` or `prototype` as a path key. */
  "expression/reserved-key": { readonly key: string };
  /** `$ctx.a ??`, `?? $ctx.a`. */
  "expression/missing-operand": Record<never, never>;
  /** A path of more than `limit` keys. */
  "expression/too-deep": { readonly limit: number };
  /** Text after or inside an expression that does not belong there. */
  "expression/unexpected-text": {
    readonly found: string;
    /** The reference with its key in quotes, if that may be what is meant. */
    readonly quoted?: string | undefined;
  };
  /** `{{` without `}}`. */
  "template/unclosed": Record<never, never>;
  /** `{{ }}`. */
  "template/empty": Record<never, never>;
  /** A write target that is not a path below `$ctx`, `$payload` or `$joins`. */
  "target/not-a-target": { readonly found: string };
}

export type GrammarErrorCode = keyof GrammarFaults;

/** One error in a text, with the range of what is wrong. */
export type GrammarError = {
  readonly [Code in GrammarErrorCode]: {
    readonly code: Code;
    readonly params: GrammarFaults[Code];
    readonly range: TextRange;
  };
}[GrammarErrorCode];

/** The result of a parser: all errors, and the AST if there is one (it may be partial if there are errors). */
export interface ParseResult<Ast> {
  readonly ast: Ast | undefined;
  readonly errors: readonly GrammarError[];
}
