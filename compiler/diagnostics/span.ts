/** A position in a source file. Line and column are counted from 1, columns in UTF-16 code units (a tab is one). */
export interface Position {
  /** UTF-16 offset in the file's text, counted from 0. A byte order mark counts. */
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/**
 * A half-open range of a source file. `file` is the name that the host uses: posix, relative to the project if
 * possible.
 */
export interface Span {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}
