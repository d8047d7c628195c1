import { parseEdge } from "../grammar/index.js";

/** A range of one line. */
export interface CutText {
  readonly line: string;
  /** Where the text of the edge begins. */
  readonly start: number;
  /** Where YAML ends it. */
  readonly cut: number;
}

/** How many ends are tried. A line with more commas and brackets than this is no edge. */
const mostEnds = 50;

/**
 * Returns the whole text of an edge if YAML reads only its beginning: the shortest text that goes on after the cut and is
 * an edge without errors. YAML ends plain text at ` #`, and in brackets at commas and brackets too (SPEC 12).
 */
export function wholeEdge({ line, start, cut }: CutText): string | undefined {
  const ends = [...line.matchAll(/[,\]}]|$/gu)].map(({ index }) => index).filter((end) => end > cut);
  for (const end of ends.slice(0, mostEnds)) {
    const text = line.slice(start, end).trimEnd();
    if (start + text.length > cut && parseEdge(text).errors.length === 0) return text;
  }
  return undefined;
}

/** Writes a text in single quotes, in which YAML reads every character as it is. */
export function inQuotes(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Whether a text may be the beginning of an edge with a condition. */
export function mayBeCut(text: string): boolean {
  return text.includes(">>") && /\bwhen\b/u.test(text);
}

export const quoteTheEdge = "Put the edge in quotes";
