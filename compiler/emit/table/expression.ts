import type { Mark } from "../print/doc.js";
import type { TypeNode } from "../types/type-node.js";

/** A value in a generated module. `layoutExpression` lays it out. */
export type Expression =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: "coalesce"; readonly operands: readonly Expression[] }
  | { readonly kind: "logical"; readonly operator: "&&" | "||"; readonly operands: readonly Expression[] }
  | { readonly kind: "not"; readonly value: Expression }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "object"; readonly entries: readonly Entry[]; readonly isExpanded: boolean }
  /** `object.key` or `object["key"]` */
  | { readonly kind: "member"; readonly object: Expression; readonly key: string | number; readonly mark?: Mark }
  | { readonly kind: "satisfies"; readonly value: Expression; readonly type: TypeNode; readonly mark?: Mark }
  | {
      readonly kind: "arrow";
      readonly parameters: readonly Parameter[];
      readonly returns: TypeNode | undefined;
      /** An expression, or the statements of a block. */
      readonly body: Expression | readonly Assignment[];
    }
  /** `(to, value) => (to.key = value)` */
  | { readonly kind: "store"; readonly key: string }
  | { readonly kind: "marked"; readonly value: Expression; readonly mark: Mark };

export interface Entry {
  readonly key: string | number;
  readonly value: Expression;
}

export interface Parameter {
  readonly name: string;
  /** Undefined where the context of the arrow says it. */
  readonly type: TypeNode | undefined;
}

/** `target = value;` */
export interface Assignment {
  readonly target: Expression;
  readonly value: Expression;
  readonly mark: Mark;
}

export function name(text: string): Expression {
  return { kind: "name", name: text };
}

export function literal(value: string | number | boolean | null): Expression {
  return { kind: "literal", value };
}

export function call(callee: string, ...args: readonly Expression[]): Expression {
  return { kind: "call", name: callee, args };
}

export function list(items: readonly Expression[]): Expression {
  return { kind: "list", items };
}

export function object(entries: readonly Entry[], isExpanded = false): Expression {
  return { kind: "object", entries, isExpanded };
}

export function withMark(value: Expression, mark: Mark): Expression {
  return { kind: "marked", value, mark };
}
