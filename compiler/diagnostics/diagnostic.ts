import type { Code, Params } from "./catalogue.js";
import type { Severity } from "./severity.js";
import type { Span } from "./span.js";

/** Another place that helps to explain a finding. */
export interface Related {
  readonly message: string;
  readonly span: Span;
}

/** A safe edit of the flow file, which replaces the text of some spans. */
export interface Fix {
  /** What it does, in the imperative: "Replace `risc` with `risk`". */
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** Replaces the text of a span. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** Advice that proposes an edit in words. It is printed only if the edit turns out to work. */
export interface Advice {
  /** Edits to try in this order. The first one that works is offered. */
  readonly trials: readonly Trial[];
}

export interface Trial {
  /** Replaces the catalogue's help. */
  readonly help?: string;
  /** Title of the fix that it becomes. Without a title, only the help is given. */
  readonly title?: string;
  readonly edits: readonly AdviceEdit[];
}

/** An edit whose exact place depends on how the file is laid out. */
export type AdviceEdit =
  | ({ readonly kind: "replace" } & Edit)
  /** Removes the list item with this value. */
  | { readonly kind: "remove-item"; readonly span: Span }
  /** Moves the lines of a span to the right. */
  | { readonly kind: "indent"; readonly span: Span; readonly by: number }
  /** Adds an entry to a mapping, after the value at this span. */
  | { readonly kind: "add-entry"; readonly span: Span; readonly text: string };

/** What a rule reports. The texts are in the catalogue. */
export interface Finding<C extends Code> {
  readonly code: C;
  readonly params: Params<C>;
  readonly span: Span;
  /** Replaces the catalogue's severity if the flow makes the finding more serious. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  readonly fix?: Fix;
  /** The place of a misspelt name. Each of the names in `params.closest` is tried there. */
  readonly rename?: Span;
  readonly advice?: Advice;
}

/** A finding of any code, with the parameters of that code. */
export type AnyFinding = { readonly [C in Code]: Finding<C> }[Code];

/** A finding with its severity and texts, as reporters print it. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** How to fix it. */
  readonly help: string | undefined;
  readonly span: Span;
  readonly related: readonly Related[];
  readonly fix: Fix | undefined;
  /** The finding, if it proposes edits that have not been tried yet. `tryAdvice` removes it. */
  readonly draft?: AnyFinding;
}
