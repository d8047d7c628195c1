/** A line of a record, without its line feed. */
export interface TraceLine {
  readonly content: string;
  /** Whether it has bytes that are not valid UTF-8: a character that was torn, for example. They become U+FFFD. */
  readonly isInvalid: boolean;
}

/** Bytes of the longest line that is read. Recorders write few of a megabyte. */
export const longestLine = 64_000_000;

/** The line is longer than `longestLine`. */
export const tooLong: TraceLine = { content: "", isInvalid: true };

/** The lines of a record that comes in pieces, so that it need not be in memory as a whole. Pieces may share their memory. Ends with `tooLong` behind a line that is. */
export function* decodedLines(pieces: Iterable<Uint8Array>): Generator<TraceLine> {
  let rest: Uint8Array[] = [];
  let size = 0;
  for (const piece of pieces) {
    const end = piece.lastIndexOf(lineFeed);
    if (end < 0) {
      rest.push(new Uint8Array(piece));
      size += piece.length;
    } else {
      yield* linesOf(joined([...rest, piece.subarray(0, end)]));
      rest = [new Uint8Array(piece.subarray(end + 1))];
      size = piece.length - end - 1;
    }
    if (size > longestLine) {
      yield tooLong;
      return;
    }
  }
  yield* linesOf(joined(rest));
}

const lineFeed = 10;

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function* linesOf(bytes: Uint8Array): Generator<TraceLine> {
  const whole = decoded(bytes);
  if (whole !== undefined) {
    for (const content of whole.split("\n")) yield { content, isInvalid: false };
    return;
  }
  for (let start = 0; start <= bytes.length;) {
    const found = bytes.indexOf(lineFeed, start);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.subarray(start, end);
    const content = decoded(line);
    yield { content: content ?? new TextDecoder().decode(line), isInvalid: content === undefined };
    start = end + 1;
  }
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
