/** The values of a flow in its plan: expressions, templates and conditions (SPEC 3, 12). */
import type { Span } from "./diagnostics/span.js";

/** A value of `inputs`. */
export type ValuePlan = ExpressionPlan | ConditionValuePlan | TemplatePlan | ListPlan | ObjectPlan;
export type ExpressionPlan = ReferencePlan | CoalescePlan | LiteralPlan;

export interface LiteralPlan {
  readonly kind: "literal";
  readonly value: string | number | boolean | null;
  readonly span: Span;
}

export interface ReferencePlan {
  readonly kind: "reference";
  readonly scope: "ctx" | "payload" | "joins" | "env";
  readonly path: readonly KeyPlan[];
  readonly span: Span;
}

export interface KeyPlan {
  readonly value: string | number;
  readonly span: Span;
}

export interface CoalescePlan<Of = ReferencePlan | LiteralPlan> {
  readonly kind: "coalesce";
  readonly operands: readonly Of[];
  readonly span: Span;
}

/** Strings are literal text. Everything else is evaluated and inserted as text. */
export interface TemplatePlan {
  readonly kind: "template";
  readonly parts: readonly (string | ExpressionPlan | ConditionValuePlan)[];
  readonly span: Span;
}

export interface ListPlan {
  readonly kind: "list";
  readonly items: readonly ValuePlan[];
  readonly span: Span;
}

/** Keys are unique. None is `__proto__`, which is rejected. */
export interface ObjectPlan {
  readonly kind: "object";
  readonly entries: readonly { readonly key: KeyPlan; readonly value: ValuePlan }[];
  readonly span: Span;
}

// Conditions (SPEC 12)

/** `$( … )`: true or false. */
export interface ConditionValuePlan {
  readonly kind: "condition";
  readonly condition: ConditionPlan;
  readonly span: Span;
}

export type ConditionPlan = JunctionPlan | NegationPlan | ComparisonPlan | OperandPlan | LiteralListPlan;

export interface JunctionPlan {
  readonly kind: "and" | "or";
  readonly members: readonly ConditionPlan[];
  readonly span: Span;
}

export interface NegationPlan {
  readonly kind: "not";
  readonly member: ConditionPlan;
  readonly span: Span;
}

export interface ComparisonPlan {
  readonly kind: "comparison";
  readonly operator: "==" | "!=" | "<" | "<=" | ">" | ">=" | "in";
  readonly left: ConditionPlan;
  readonly right: ConditionPlan;
  readonly span: Span;
}

/** A value. By itself, it is a condition that holds if the value is truthy. */
export type OperandPlan =
  ReferencePlan | ResultReferencePlan | CoalescePlan<ReferencePlan | ResultReferencePlan | LiteralPlan> | LiteralPlan;

/** `$result.score`: what the node has returned. Only in conditions of edges. */
export interface ResultReferencePlan {
  readonly kind: "result";
  readonly path: readonly KeyPlan[];
  readonly span: Span;
}

export interface LiteralListPlan {
  readonly kind: "literal-list";
  readonly items: readonly LiteralPlan[];
  readonly span: Span;
}
