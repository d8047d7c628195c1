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
  /** `when` in a place where an edge takes no condition. */
  "condition/misplaced": {
    /** The first group of an edge, behind several sources, or an id of a pair. */
    readonly where: "source" | "several-sources" | "pair";
  };
  /** `(a | b) when …`, `a when … & b` as an alternative, `(a when …) when …`. */
  "condition/nested": Record<never, never>;
  /** An alternative without a condition: `(a | b when …)`. */
  "condition/missing-alternative": { readonly isLast: boolean };
  /** `otherwise` that is not the last alternative of a choice. */
  "condition/misplaced-otherwise": { readonly isAlone: boolean };
  /** `&&`, `=`, `not in`: the operator of another language. `write` is empty for one that flowc does not have, `=~`. */
  "condition/unknown-operator": { readonly found: string; readonly write: string };
  /** `when`, `$a ==`, `and $a`: an operand is missing. */
  "condition/missing-operand": { readonly found: string };
  /** `1 < $a < 2`: a second comparison of the same operands. `write` is empty if there are more. */
  "condition/chained-comparison": { readonly found: string; readonly write: string };
  /** `when ok`, `== refund`: a word that is neither a reference nor a literal. A function that is called ends in `()`. */
  "condition/bare-word": { readonly found: string };
  /** A list that is not behind `in`, or another literal behind `in`. */
  "condition/misplaced-list": { readonly isMissing: boolean };
  /** `(` without `)`. */
  "condition/unclosed-parenthesis": Record<never, never>;
  /** More than `limit` nested parentheses. */
  "condition/too-deep": { readonly limit: number };
  /** `$result` where it has no meaning: in `inputs`. */
  "condition/result-elsewhere": Record<never, never>;
  /** A condition that is not marked as one: `inputs: { big: $ctx.total > 100 }`. */
  "value/condition-as-text": { readonly text: string };
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
