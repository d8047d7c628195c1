import type { TextRange } from "./ast.js";

/** A quoted text without its quotes and escapes, and the ranges of escapes that there are not. */
export interface QuotedText {
  readonly value: string;
  readonly badEscapes: readonly TextRange[];
}

/**
 * Matches a quoted text that is closed, at `offset` of `text`: a Chevrotain pattern. A loop and not a regular
 * expression, which would need stack for each character of a long text.
 */
export function matchQuoted(text: string, offset: number): [string] | null {
  const quote = text[offset];
  if (quote !== '"' && quote !== "'") return null;
  for (let index = offset + 1; index < text.length; index++) {
    if (text[index] === "\\") index++;
    else if (text[index] === quote) return [text.slice(offset, index + 1)];
  }
  return null;
}

/** Matches a quoted text that is not closed; it reaches to the end. To be tried behind `matchQuoted`. */
export function matchOpenQuote(text: string, offset: number): [string] | null {
  return text[offset] === '"' || text[offset] === "'" ? [text.slice(offset)] : null;
}

const escapes = /\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|([^]))/gu;
const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ["\\", "\\"],
  ["n", "\n"],
  ["t", "\t"],
]);

/** Takes quotes and escapes off a closed quoted text that begins at `start`; a bad escape stands for itself. */
export function unquote(image: string, start: number): QuotedText {
  const badEscapes: TextRange[] = [];
  const decode = (found: string, ...[braced, four, simple, offset]: [string?, string?, string?, number?]): string => {
    const codePoint = parseInt(braced ?? four ?? "", 16);
    const value = codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : simpleEscapes.get(simple ?? "");
    if (value !== undefined) return value;
    const at = start + 1 + (offset ?? 0);
    badEscapes.push({ start: at, end: at + found.length });
    return found;
  };
  return { value: image.slice(1, -1).replace(escapes, decode), badEscapes };
}

const needsEscape = /["\\\p{Cc}\p{Cs}\u2028\u2029]/gu;

/** The text in double quotes, such that `unquote` gives it back. */
export function quote(text: string): string {
  const escaped = text.replace(needsEscape, (character) => {
    if (character === "\n") return "\\n";
    if (character === "\t") return "\\t";
    if (character === '"' || character === "\\") return `\\${character}`;
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return `"${escaped}"`;
}
