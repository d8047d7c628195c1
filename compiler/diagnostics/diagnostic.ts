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
  readonly edits: readonly { readonly span: Span; readonly text: string }[];
}

/** What a rule reports: no wording, which is the catalogue's. */
export interface Finding<C extends Code> {
  readonly code: C;
  readonly params: Params<C>;
  readonly span: Span;
  /** Instead of the catalogue's, where the flow makes it graver. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  readonly fix?: Fix;
}

/** A finding of any code, its parameters those of the code. */
export type AnyFinding = { readonly [C in Code]: Finding<C> }[Code];

/** A finding with its severity and words: what reporters print. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  /** One sentence: what is wrong. */
  readonly message: string;
  /** How to mend it. */
  readonly help: string | undefined;
  readonly span: Span;
  readonly related: readonly Related[];
  readonly fix: Fix | undefined;
}
