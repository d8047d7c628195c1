import type { Terminal } from "../../base/terminal.js";

/** Protects the process during a run. */
export interface ProcessGuard {
  /** Aborted, with the error as the reason, if a callable throws where nobody waits for it. */
  readonly signal: AbortSignal;
  /** Ends the protection. */
  release(): void;
}

/**
 * Reserves stdout for the context: what callables print goes to stderr instead, and does not disturb what is shown
 * live. An error thrown outside of every call (in a timer, or in a promise that nobody awaits) aborts the run instead
 * of ending the process.
 */
export function guardProcess({ aside }: Pick<Terminal, "aside">): ProcessGuard {
  const abort = new AbortController();
  const stray = (error: unknown): void => abort.abort(error);
  const { stdout, stderr } = process;
  const [write, writeError] = [stdout.write, stderr.write];
  const toError = aside === undefined ? writeError.bind(stderr) : asideOf(writeError.bind(stderr), aside);
  stdout.write = toError;
  stderr.write = toError;
  process.on("uncaughtException", stray);
  process.on("unhandledRejection", stray);
  return {
    signal: abort.signal,
    release: () => {
      stdout.write = write;
      stderr.write = writeError;
      process.off("uncaughtException", stray);
      process.off("unhandledRejection", stray);
    },
  };
}

type Write = typeof process.stdout.write;

/** Returns a stream's `write` that first removes what is shown live. */
function asideOf(write: Write, aside: NonNullable<Terminal["aside"]>): Write {
  return (data: string | Uint8Array, ...rest: unknown[]): boolean => {
    let isFlushed = true;
    aside((given) => void (isFlushed = Reflect.apply(write, undefined, [given, ...rest]) as boolean))(data);
    return isFlushed;
  };
}
