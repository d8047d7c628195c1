import type { IToken } from "chevrotain";
import type { TextRange } from "./ast.js";
import type { GrammarError } from "./grammar-error.js";
import { unquote } from "./quoted-text.js";
import { endOf } from "./token-range.js";

/** The faults that a parser of expressions has found in `text` so far. */
export interface FaultList {
  readonly text: string;
  readonly faults: GrammarError[];
}

/** Reports tokens, from the first to the last, that do not belong where they are. */
export function reportUnexpected(list: FaultList, tokens: readonly IToken[]): void {
  const [first] = tokens;
  const last = tokens.at(-1);
  if (first === undefined || last === undefined) return;
  const range = { start: first.startOffset, end: endOf(last) };
  reportUnexpectedRange(list, range);
}

/** Reports a part of the text that does not belong where it is. */
export function reportUnexpectedRange({ text, faults }: FaultList, range: TextRange): void {
  const found = text.slice(range.start, range.end);
  const quoted = quotedSpelling(text, range);
  const params = quoted === undefined ? { found } : { found, quoted };
  faults.push({ code: "expression/unexpected-text", params, range });
}

/** The value of a closed quoted text; reports its bad escapes. */
export function unquoteToken({ text, faults }: FaultList, token: IToken): string {
  const { value, badEscapes } = unquote(token.image, token.startOffset);
  for (const range of badEscapes) {
    faults.push({ code: "expression/bad-escape", params: { found: text.slice(range.start, range.end) }, range });
  }
  return value;
}

/** `$ctx["a<b"]` for `$ctx.a<b`: what is meant where a character that ends a key (SPEC 3) follows one, and nothing but a key comes. */
function quotedSpelling(text: string, { start, end }: TextRange): string | undefined {
  // The search for the path takes time that grows with the square of its length.
  if (start > 1000) return undefined;
  const keys = /(\$?[A-Za-z]*(?:\.[^\s.[\]{}()|?"'<>=!&,]+)*)\.([^\s.[\]{}()|?"'<>=!&,]+)$/u;
  const [, path, key] = keys.exec(text.slice(0, start)) ?? [];
  const rest = /^[<>=!&,][^\s.[\]{}()|?"']*/u.exec(text.slice(start, end))?.[0];
  // A `$` begins another reference: this is a comparison.
  if (path === undefined || key === undefined || rest === undefined || rest.includes("$")) return undefined;
  return `${path}["${key}${rest}"]`;
}
