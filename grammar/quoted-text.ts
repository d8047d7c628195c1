import type { TextRange } from "./ast.js";

/** A quoted text without its quotes and escapes, and the ranges of unknown escapes. */
export interface QuotedText {
  readonly value: string;
  readonly badEscapes: readonly TextRange[];
}

/**
 * Matches a closed quoted text at `offset` of `text`, as a Chevrotain pattern. A regular expression would take stack
 * space for each character of a long text, so this is a loop.
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

/** Matches an unclosed quoted text, which reaches to the end. Must be tried after `matchQuoted`. */
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

/** Removes the quotes and escapes of a closed quoted text that starts at `start`. Unknown escapes stay as they are. */
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

/** Puts a text in double quotes, so that `unquote` returns it. */
export function quote(text: string): string {
  const escaped = text.replace(needsEscape, (character) => {
    if (character === "\n") return "\\n";
    if (character === "\t") return "\\t";
    if (character === '"' || character === "\\") return `\\${character}`;
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return `"${escaped}"`;
}
