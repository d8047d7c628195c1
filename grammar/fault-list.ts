import type { IToken } from "chevrotain";
import type { TextRange } from "./ast.js";
import type { GrammarError } from "./grammar-error.js";
import { unquote } from "./quoted-text.js";
import { endOf } from "./token-range.js";

/** The errors that a parser of expressions has found in `text` so far. */
export interface FaultList {
  readonly text: string;
  readonly faults: GrammarError[];
}

/** Reports tokens that do not belong where they are, from the first to the last. */
export function reportUnexpected(list: FaultList, tokens: readonly IToken[]): void {
  const [first] = tokens;
  const last = tokens.at(-1);
  if (first === undefined || last === undefined) return;
  const range = { start: first.startOffset, end: endOf(last) };
  reportUnexpectedRange(list, range);
}

/** Reports a range of the text that does not belong where it is. */
export function reportUnexpectedRange({ text, faults }: FaultList, range: TextRange): void {
  const found = text.slice(range.start, range.end);
  const quoted = quotedSpelling(text, range);
  const params = quoted === undefined ? { found } : { found, quoted };
  faults.push({ code: "expression/unexpected-text", params, range });
}

/** The value of a closed quoted text. Its bad escapes are reported. */
export function unquoteToken({ text, faults }: FaultList, token: IToken): string {
  const { value, badEscapes } = unquote(token.image, token.startOffset);
  for (const range of badEscapes) {
    faults.push({ code: "expression/bad-escape", params: { found: text.slice(range.start, range.end) }, range });
  }
  return value;
}

/**
 * Suggests `$ctx["a<b"]` for `$ctx.a<b`: the key contains a character that ends keys (SPEC 3), and only key characters
 * follow it.
 */
function quotedSpelling(text: string, { start, end }: TextRange): string | undefined {
  // Searching for the path takes time that is quadratic in its length.
  if (start > 1000) return undefined;
  const keys = /(\$?[A-Za-z]*(?:\.[^\s.[\]{}()|?"'<>=!&,]+)*)\.([^\s.[\]{}()|?"'<>=!&,]+)$/u;
  const [, path, key] = keys.exec(text.slice(0, start)) ?? [];
  const rest = /^[<>=!&,][^\s.[\]{}()|?"']*/u.exec(text.slice(start, end))?.[0];
  // A `$` starts another reference, so this is a comparison.
  if (path === undefined || key === undefined || rest === undefined || rest.includes("$")) return undefined;
  return `${path}["${key}${rest}"]`;
}
