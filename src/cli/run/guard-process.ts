/** Protects the process during a run. */
export interface ProcessGuard {
  /** Aborted, with the error as the reason, if a callable throws where nobody waits for it. */
  readonly signal: AbortSignal;
  /** Ends the protection. */
  release(): void;
}

/**
 * Reserves stdout for the context: what callables print goes to stderr instead. An error thrown outside of every call
 * (in a timer, or in a promise that nobody awaits) aborts the run instead of ending the process.
 */
export function guardProcess(): ProcessGuard {
  const abort = new AbortController();
  const stray = (error: unknown): void => abort.abort(error);
  const write = process.stdout.write;
  process.stdout.write = process.stderr.write.bind(process.stderr);
  process.on("uncaughtException", stray);
  process.on("unhandledRejection", stray);
  return {
    signal: abort.signal,
    release: () => {
      process.stdout.write = write;
      process.off("uncaughtException", stray);
      process.off("unhandledRejection", stray);
    },
  };
}
