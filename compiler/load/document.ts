import type { Span } from "../diagnostics/span.js";
import type { TextRange } from "../../grammar/ast.js";

/**
 * A flow file as data that keeps the place of every character. Aliases are resolved: the node of an alias is the node
 * of its anchor, the very same object, so its spans are the anchor's.
 */
export type DocumentNode = ScalarNode | MappingNode | SequenceNode;

export interface ScalarNode {
  readonly kind: "scalar";
  /** The value by YAML 1.2's core schema. */
  readonly value: string | number | boolean | null;
  /** A number, boolean or null as the file spells it: `1.0`, `0x10`; undefined for text, and for values of a program. */
  readonly spelling?: string;
  /** A function or class that a program put here (`fromConfig`, `fromDsl`); never from a file. */
  readonly host?: unknown;
  /** The whole scalar, quotes and block header included. */
  readonly span: Span;
  /**
   * The place in the file of a range of the value (of `String(value)` for what is no string). Exact for every
   * style: an escape of several characters counts as the one that it stands for, a folded break as its blank.
   * An empty range gives an empty span between its neighbours. Out of range is clamped.
   */
  spanOf(range: TextRange): Span;
}

export interface MappingEntry {
  readonly key: ScalarNode;
  readonly value: DocumentNode;
}

export interface MappingNode {
  readonly kind: "mapping";
  /** In the order of the file; keys are unique (a duplicate has been reported and dropped). */
  readonly entries: readonly MappingEntry[];
  readonly span: Span;
}

export interface SequenceNode {
  readonly kind: "sequence";
  readonly items: readonly DocumentNode[];
  readonly span: Span;
}
