/** A place in a source file. Line and column count from 1, columns in UTF-16 code units (a tab is one). */
export interface Position {
  /** UTF-16 offset in the file's text, from 0; a byte order mark counts. */
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** A half-open range of a source file. `file` is as the host names it: posix, relative to the project where it can be. */
export interface Span {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}
