import type { Severity } from "../severity.js";

/** The texts of one code. Plain text with the user's names in backquotes, and no full stop at the end of a message. */
export interface CatalogueEntry<P> {
  readonly severity: Severity;
  /** What is wrong, in one sentence. */
  readonly message: (params: P) => string;
  /** How to fix it; undefined if the message already says so. */
  readonly help: ((params: P) => string | undefined) | undefined;
}

/** For messages about misspelt names: the names that may have been meant, best first. */
export interface Suggested {
  readonly closest: readonly string[];
}

type Words<P> = string | ((params: P) => string | undefined);

/** Creates an entry. Texts without parameters may be given as strings. */
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
