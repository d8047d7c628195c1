import type { Span } from "../diagnostics/span.js";
import type { TextRange } from "../../grammar/ast.js";

/**
 * A flow file as data that keeps the place of every character. Aliases are resolved: an alias and its anchor share one
 * node object, so its spans are those of the anchor.
 */
export type DocumentNode = ScalarNode | MappingNode | SequenceNode;

export interface ScalarNode {
  readonly kind: "scalar";
  /** The value by the core schema of YAML 1.2. */
  readonly value: string | number | boolean | null;
  /**
   * A number, boolean or null as the file spells it: `1.0`, `0x10`. Undefined for strings, and for values of a program.
   */
  readonly spelling?: string;
  /** A function or class that a program put here (`fromConfig`, `fromDsl`); never from a file. */
  readonly host?: unknown;
  /** The whole scalar, including quotes and block header. */
  readonly span: Span;
  /**
   * Returns the place in the file of a range of the value (of `String(value)` if it is not a string). Exact for every
   * style: an escape maps to the character that it represents, a folded line break to its space. An empty range gives
   * an empty span between its neighbors. Offsets out of range are clamped.
   */
  spanOf(range: TextRange): Span;
  /** Returns the line of the file in which the scalar begins. */
  line(): string;
}

export interface MappingEntry {
  readonly key: ScalarNode;
  readonly value: DocumentNode;
}

export interface MappingNode {
  readonly kind: "mapping";
  /** In file order. Keys are unique: duplicates have been reported and dropped. */
  readonly entries: readonly MappingEntry[];
  readonly span: Span;
}

export interface SequenceNode {
  readonly kind: "sequence";
  readonly items: readonly DocumentNode[];
  readonly span: Span;
}
