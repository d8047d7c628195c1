/** What a run needs of the process around it. */
export interface ProcessGuard {
  /** Aborted with the error of a callable that nobody waits for. */
  readonly signal: AbortSignal;
  /** Gives the process back. */
  release(): void;
}

/**
 * Keeps stdout for the context: what callables print goes to stderr instead. An error that is thrown outside of every
 * call (in a timer, in a promise that nobody awaits) aborts the run, where Node would end the process.
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
