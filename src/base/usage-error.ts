/** A mistake in how flowc is called or configured: the command line prints it and ends with exit status 2. */
export interface UsageError {
  /** One sentence: what is wrong. Names of the user's are in backquotes. */
  readonly message: string;
  /** How to fix it. */
  readonly help?: string;
  readonly place?: UsagePlace;
}

/** Where the mistake is. Line and column count from 1; absent where only the file is known. */
export interface UsagePlace {
  /** As a user would name it: relative to the working directory if it is inside it, else absolute. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** A value, or all that kept it from being made. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly UsageError[] };

/** An outcome that succeeded. */
export function success<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

/** An outcome that failed, with at least one error. */
export function failure(...errors: readonly UsageError[]): Outcome<never> {
  return { ok: false, errors };
}
