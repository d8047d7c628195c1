/**
 * The AST that the edge parser and the expression parser return: plain, readonly data. Every node has the range of its
 * text, in UTF-16 offsets of the parsed text.
 */
import type { comparisonOperators, scopes } from "./words.js";

/** A half-open range of UTF-16 offsets in the parsed text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

// Edges (SPEC 2)

/** `A >> B >> C`: two or more groups. */
export interface EdgeChain {
  readonly kind: "edge-chain";
  readonly groups: readonly EdgeGroup[];
  readonly range: TextRange;
}

export type EdgeGroup = NodeName | AllGroup | AnyGroup | GuardedTarget;

/** A node's id, bare or in quotes. `value` is the id without quotes and escapes. */
export interface NodeName {
  readonly kind: "node-name";
  readonly value: string;
  readonly range: TextRange;
}

/** `A & B`: two or more members. */
export interface AllGroup {
  readonly kind: "all";
  readonly members: readonly EdgeGroup[];
  readonly range: TextRange;
}

/** `A | B`: two or more members. */
export interface AnyGroup {
  readonly kind: "any";
  readonly members: readonly EdgeGroup[];
  readonly range: TextRange;
}

/**
 * `a when $result.ok`, `(a & b) otherwise`: a target with what an edge to it depends on (SPEC 12). Without errors, the
 * target is an id or a `&` group of ids.
 */
export interface GuardedTarget {
  readonly kind: "guarded-target";
  readonly target: EdgeGroup;
  readonly guard: When | Otherwise;
  readonly range: TextRange;
}

/** `when $result.ok` */
export interface When {
  readonly kind: "when";
  readonly condition: Condition;
  readonly range: TextRange;
}

/** `otherwise` */
export interface Otherwise {
  readonly kind: "otherwise";
  readonly range: TextRange;
}

// Conditions (SPEC 12)

export type Condition = Junction | Negation | Comparison | Operand | LiteralList;

/** `a and b`, `a or b`: two or more members. */
export interface Junction {
  readonly kind: "and" | "or";
  readonly members: readonly Condition[];
  readonly range: TextRange;
}

export interface Negation {
  readonly kind: "not";
  readonly member: Condition;
  readonly range: TextRange;
}

export interface Comparison {
  readonly kind: "comparison";
  readonly operator: ComparisonOperator;
  readonly left: Condition;
  readonly right: Condition;
  readonly range: TextRange;
}

export type ComparisonOperator = (typeof comparisonOperators)[number];

/** A value in a condition, or a condition by itself: it holds if the value is truthy. */
export type Operand = Reference | ResultReference | Coalesce<Reference | ResultReference | Literal> | Literal;

/** `$result.score`: what the node that the edge leaves has returned. */
export interface ResultReference {
  readonly kind: "result";
  readonly path: readonly PathKey[];
  readonly range: TextRange;
}

/** `["a", "b"]`, behind `in`. */
export interface LiteralList {
  readonly kind: "literal-list";
  readonly items: readonly Literal[];
  readonly range: TextRange;
}

// Expressions (SPEC 3)

/** What a string in `inputs` or a `callable` means. */
export type TextValue = Expression | ConditionValue | Template | PlainText;

/** What can be inside `{{ }}`, or be a whole string. */
export type Expression = Reference | Coalesce | Literal;

/** The word that a reference begins with, after its `$`. */
export type Scope = (typeof scopes)[number];

/** `$ctx.a.b`, `$payload.node`, `$env.NAME`. An empty path means the whole scope. */
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
  /** The range of the key: without the dot, but with the brackets. */
  readonly range: TextRange;
}

/** `$ctx.a ?? $ctx.b ?? "x"`: two or more operands. */
export interface Coalesce<Of = Reference | Literal> {
  readonly kind: "coalesce";
  readonly operands: readonly Of[];
  readonly range: TextRange;
}

export interface Literal {
  readonly kind: "literal";
  readonly value: string | number | boolean | null;
  readonly range: TextRange;
}

/** `$( $ctx.total > 100 )`: whether a condition holds. In braces it is bare: `{{ $ctx.total > 100 }}`. */
export interface ConditionValue {
  readonly kind: "condition";
  readonly condition: Condition;
  readonly range: TextRange;
}

/** `text {{ $ctx.a }} text`: at least one hole. Adjacent texts are one part. */
export interface Template {
  readonly kind: "template";
  readonly parts: readonly (PlainText | TemplateHole)[];
  readonly range: TextRange;
}

/** `{{ expression }}`. The range includes the braces. */
export interface TemplateHole {
  readonly kind: "template-hole";
  readonly expression: Expression | ConditionValue;
  readonly range: TextRange;
}

/** Text that is not an expression. `value` is `$text` for `$$text`. */
export interface PlainText {
  readonly kind: "plain-text";
  readonly value: string;
  readonly range: TextRange;
}

export type AstNode =
  | EdgeChain
  | EdgeGroup
  | When
  | Otherwise
  | Condition
  | ConditionValue
  | Expression
  | PathKey
  | Template
  | TemplateHole
  | PlainText;
