/** Why a text is not a recorded run that can be read. */
export interface TraceFault {
  /** Words that follow the name of the file: `is empty: no run was recorded in it`. */
  readonly message: string;
  /** How to fix it. */
  readonly help: string;
  /** Counted from 1; absent if the fault is no single line's. */
  readonly line?: number;
}

export type TraceOutcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: TraceFault };
