import type { Severity } from "../severity.js";

/** The words of one code. Texts are plain: names of the user's stand in backquotes, no full stop at a message's end. */
export interface CatalogueEntry<P> {
  readonly severity: Severity;
  /** What is wrong, in one sentence. */
  readonly message: (params: P) => string;
  /** How to mend it; nothing where the message says it already. */
  readonly help: ((params: P) => string | undefined) | undefined;
}

/** What messages of misspelt names know: the names that may have been meant, best first. */
export interface Suggested {
  readonly closest: readonly string[];
}

type Words<P> = string | ((params: P) => string | undefined);

/** An entry; fixed texts may be given as strings. */
export function entry<P = Record<never, never>>(
  severity: Severity,
  message: string | ((params: P) => string),
  help?: Words<P>,
): CatalogueEntry<P> {
  return {
    severity,
    message: typeof message === "string" ? () => message : message,
    help: typeof help === "string" ? () => help : help,
  };
}
