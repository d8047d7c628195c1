/** A policy of a flow or a node (SPEC 7). */
export interface PolicyPlan {
  readonly retry: RetryPlan | undefined;
  /** Timeout of one attempt, in milliseconds. */
  readonly timeout: number | undefined;
  readonly onError: "stop" | "continue" | { readonly goto: string; readonly undo?: true } | undefined;
}

export interface RetryPlan {
  /** Including the first attempt. */
  readonly maxAttempts: number;
  /** In milliseconds. */
  readonly delay: number | undefined;
  readonly mode: "fixed" | "exponential" | undefined;
  /** From 0 to 1. */
  readonly jitter: number | undefined;
  /** Names of the errors to retry. Undefined retries all errors. */
  readonly on: readonly string[] | undefined;
}
