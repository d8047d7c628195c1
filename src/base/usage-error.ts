/** A mistake in how flowc is called or configured. The command line prints it and exits with status 2. */
export interface UsageError {
  /** One sentence that says what is wrong. The user's names are in backquotes. */
  readonly message: string;
  /** How to fix it. */
  readonly help?: string;
  readonly place?: UsagePlace;
}

/** Where the mistake is. Line and column count from 1 and are absent if only the file is known. */
export interface UsagePlace {
  /** As the user would write it: relative to the working directory for files in it, otherwise absolute. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** A value, or all errors that prevented it. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly UsageError[] };

/** A successful outcome. */
export function success<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

/** A failed outcome, with at least one error. */
export function failure(...errors: readonly UsageError[]): Outcome<never> {
  return { ok: false, errors };
}
