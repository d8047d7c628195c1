import type { Code, Params } from "./catalogue.js";
import type { Severity } from "./severity.js";
import type { Span } from "./span.js";

/** Another place that explains a finding. */
export interface Related {
  readonly message: string;
  readonly span: Span;
}

/** A safe edit of the flow file: replaces the texts of the spans. */
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

/** Advice that proposes an edit in words. It is printed only if the edit works when it is tried. */
export interface Advice {
  /** Each is tried, in order; the first that works is given. */
  readonly trials: readonly Trial[];
}

export interface Trial {
  /** Instead of the catalogue's help. */
  readonly help?: string;
  /** Of the fix that it becomes; without, it is only said. */
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
  /** Adds an entry to a mapping, behind the value at this span. */
  | { readonly kind: "add-entry"; readonly span: Span; readonly text: string };

/** What a rule reports: no wording, which is the catalogue's. */
export interface Finding<C extends Code> {
  readonly code: C;
  readonly params: Params<C>;
  readonly span: Span;
  /** Instead of the catalogue's, where the flow makes it graver. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  readonly fix?: Fix;
  /** The place of a misspelt name, in which each of the names in `params.closest` is tried. */
  readonly rename?: Span;
  readonly advice?: Advice;
}

/** A finding of any code, its parameters those of the code. */
export type AnyFinding = { readonly [C in Code]: Finding<C> }[Code];

/** A finding with its severity and words: what reporters print. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  /** One sentence: what is wrong. */
  readonly message: string;
  /** How to fix it. */
  readonly help: string | undefined;
  readonly span: Span;
  readonly related: readonly Related[];
  readonly fix: Fix | undefined;
  /** What proposes edits that have not been tried yet; `tryAdvice` removes it. */
  readonly draft?: AnyFinding;
}
