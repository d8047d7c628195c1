import type { TextRange } from "../../grammar/ast.js";

/** Returns the first offset from `start` on that has no whitespace. */
export function skipWhite(text: string, start: number): number {
  let at = start;
  while (at < text.length && /\s/.test(text.charAt(at))) at++;
  return at;
}

/** The range from an offset to the end of its line, without trailing whitespace. */
export function lineRest(text: string, start: number): TextRange {
  const lineBreak = text.slice(start).search(/[\r\n]/);
  const rest = lineBreak < 0 ? text.slice(start) : text.slice(start, start + lineBreak);
  return { start, end: start + rest.trimEnd().length };
}

/** The range of the word, quoted text or single character that begins at an offset. It is empty at the end of the text. */
export function wordAt(text: string, start: number): TextRange {
  const word = /^(?:"[^"\n]*"|'[^'\n]*'|[^\s,:[\]{}]+|\S)/.exec(text.slice(start, start + 200));
  return { start, end: start + (word?.[0].length ?? 0) };
}
