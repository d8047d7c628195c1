import { matchOpenQuote, matchQuoted } from "./quoted-text.js";

/**
 * Returns where the condition that starts at `start` ends (SPEC 12): at a `>>`, at a `|` or `&` outside of parentheses,
 * at the `)` of a group around it, or with the text. `&&` and `||` are no end: the parser of conditions reports them.
 */
export function conditionEnd(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const quoted = matchQuoted(text, at) ?? matchOpenQuote(text, at);
    if (quoted !== null) {
      at += quoted[0].length;
      continue;
    }
    const character = text.charAt(at);
    const next = text[at + 1];
    if (character === ">" && next === ">") return at;
    const isDouble = (character === "&" || character === "|") && character === next;
    if ((character === "&" || character === "|") && depth === 0 && !isDouble) return at;
    if (character === ")" && depth === 0) return at;
    if (character === "(") depth += 1;
    else if (character === ")") depth -= 1;
    at += isDouble ? 2 : 1;
  }
  return at;
}
