/** The text of a record, and which of its lines are not valid UTF-8. */
export interface DecodedTrace {
  readonly text: string;
  /** Counted from 1. A character that was torn makes its line one of them. */
  readonly invalidLines: ReadonlySet<number>;
}

/** Decodes a record. Bytes that are not a character become U+FFFD. */
export function decodeTrace(bytes: Uint8Array): DecodedTrace {
  const whole = decoded(bytes);
  if (whole !== undefined) return { text: whole, invalidLines: new Set() };
  const lines: string[] = [];
  const invalidLines = new Set<number>();
  for (let start = 0; start <= bytes.length;) {
    const found = bytes.indexOf(lineFeed, start);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.subarray(start, end);
    const text = decoded(line);
    if (text === undefined) invalidLines.add(lines.length + 1);
    lines.push(text ?? new TextDecoder().decode(line));
    start = end + 1;
  }
  return { text: lines.join("\n"), invalidLines };
}

const lineFeed = 10;

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
