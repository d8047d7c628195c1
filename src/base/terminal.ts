/** Where a command reads and writes: the process, or a test. */
export interface Terminal {
  /** The working directory, absolute. */
  readonly cwd: string;
  /** Data. */
  out(text: string): void;
  /** Everything else. */
  error(text: string): void;
  /** Whether what is written there may have colours. */
  readonly outColor: boolean;
  readonly errorColor: boolean;
  /** Shows a line that the next call replaces, until something else is printed or it is empty; absent where nobody watches. */
  live?(line: string): void;
  /** A clock in milliseconds, for how long commands took; where it is absent they do not say. */
  now?(): number;
  /** Whether this is a run of a CI system, where nobody watches. */
  readonly isCI?: boolean;
  /** Display columns. */
  readonly width: number;
  /** All of the standard input, as text. */
  readInput(): Promise<string>;
  /** Asks the user, and gives the proposed answer where there is none; undefined where nobody can answer. */
  readonly ask?: ((question: string, proposed: string) => Promise<string>) | undefined;
  /** Aborted when the user stops the command; `reason` is an `Interruption`. */
  readonly signal: AbortSignal;
}

/** Why `Terminal.signal` was aborted. */
export interface Interruption {
  readonly signal: "SIGINT" | "SIGTERM" | "SIGHUP";
}
