/**
 * What the edge parser and the expression parser return: plain, readonly data. Every part carries the range of the
 * text that it stands for, in UTF-16 offsets of the parsed text.
 */
import type { scopes } from "./words.js";

/** A half-open range of UTF-16 offsets in the parsed text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

// Edges (SPEC 2)

/** `A >> B >> C`: two groups or more. */
export interface EdgeChain {
  readonly kind: "edge-chain";
  readonly groups: readonly EdgeGroup[];
  readonly range: TextRange;
}

export type EdgeGroup = NodeName | AllGroup | AnyGroup;

/** A node's id, bare or in quotes; `value` is without quotes and escapes. */
export interface NodeName {
  readonly kind: "node-name";
  readonly value: string;
  readonly range: TextRange;
}

/** `A & B`: two members or more. */
export interface AllGroup {
  readonly kind: "all";
  readonly members: readonly EdgeGroup[];
  readonly range: TextRange;
}

/** `A | B`: two members or more. */
export interface AnyGroup {
  readonly kind: "any";
  readonly members: readonly EdgeGroup[];
  readonly range: TextRange;
}

// Expressions (SPEC 3)

/** What a string in `inputs` (or a `callable`) stands for. */
export type TextValue = Expression | Template | PlainText;

/** What may be in a `{{ }}`, and alone in a string. */
export type Expression = Reference | Coalesce | Literal;

/** What a reference begins with, after its `$`. */
export type Scope = (typeof scopes)[number];

/** `$ctx.a.b`, `$payload.node`, `$env.NAME`; an empty path is the whole scope. */
export interface Reference {
  readonly kind: "reference";
  readonly scope: Scope;
  readonly path: readonly PathKey[];
  readonly range: TextRange;
}

/** One step of a path: a name (`.a`, `["odd key"]`) or an index (`[0]`). */
export interface PathKey {
  readonly kind: "path-key";
  readonly value: string | number;
  /** Of the key itself: without the dot, with its brackets. */
  readonly range: TextRange;
}

/** `$ctx.a ?? $ctx.b ?? "x"`: two operands or more. */
export interface Coalesce {
  readonly kind: "coalesce";
  readonly operands: readonly (Reference | Literal)[];
  readonly range: TextRange;
}

export interface Literal {
  readonly kind: "literal";
  readonly value: string | number | boolean | null;
  readonly range: TextRange;
}

/** `text {{ $ctx.a }} text`: one hole or more; neighbouring texts are one part. */
export interface Template {
  readonly kind: "template";
  readonly parts: readonly (PlainText | TemplateHole)[];
  readonly range: TextRange;
}

/** `{{ expression }}`, its range with the braces. */
export interface TemplateHole {
  readonly kind: "template-hole";
  readonly expression: Expression;
  readonly range: TextRange;
}

/** Text that is no expression: `value` is `$text` for `$$text`. */
export interface PlainText {
  readonly kind: "plain-text";
  readonly value: string;
  readonly range: TextRange;
}

export type AstNode =
  EdgeChain | NodeName | AllGroup | AnyGroup | Expression | PathKey | Template | TemplateHole | PlainText;
