/** Where a command reads and writes: the process's streams, or a test's. */
export interface Terminal {
  /** The working directory, an absolute path. */
  readonly cwd: string;
  /** Writes to standard output: data only. Bytes are written unchanged. */
  out(data: string | Uint8Array): void;
  /** Writes to standard error: everything that is not data. */
  error(text: string): void;
  /** Whether standard output may have colors. */
  readonly outColor: boolean;
  /** Whether standard output is a terminal, so that somebody reads it. */
  readonly outIsTerminal?: boolean;
  readonly errorColor: boolean;
  /**
   * Shows lines that the next call replaces. They disappear when something else is printed or `text` is empty. Absent
   * if nobody is watching.
   */
  live?(text: string): void;
  /** Wraps a function that writes to the terminal, so that it first removes what `live` shows. */
  aside?(write: (data: string | Uint8Array) => void): (data: string | Uint8Array) => void;
  /** A clock in milliseconds, used to report how long commands took. If absent, they do not report it. */
  now?(): number;
  /** Whether this is a CI run, where nobody is watching. */
  readonly isCI?: boolean;
  /** Display width in columns. */
  readonly width: number;
  /** Reads standard input to its end. */
  readInput(): Promise<string>;
  /** Asks the user a question; returns `proposed` if the answer is empty. Undefined if nobody can answer. */
  readonly ask?: ((question: string, proposed: string) => Promise<string>) | undefined;
  /** Whether another process of flowc supervises this one. It reports that the user stopped the command. */
  readonly isSupervised?: boolean;
  /** Aborted when standard output cannot be written, as on a full disk: a command that goes on for ever ends then. */
  readonly lost?: AbortSignal;
  /** Aborted when the user stops the command; `reason` is an `Interruption`. */
  readonly signal: AbortSignal;
}

/** Why `Terminal.signal` was aborted. Callables see it, and records of runs have it: for both it is an error like that of any abort. */
export class Interruption extends Error {
  override readonly name = "AbortError";

  constructor(signal: "SIGINT" | "SIGTERM" | "SIGHUP") {
    super(`interrupted by ${signal}`);
    // It would be that of a listener of flowc.
    this.stack = `${this.name}: ${this.message}`;
  }
}
