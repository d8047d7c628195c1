const nameStart = /[\p{L}_]/uy;
// Limited in length: a character class with the `u` flag takes stack space for each matched character, and names can be
// of any length.
const nameRest = /[\p{L}\p{M}\p{Nd}_-]{1,500}/uy;
const strayRun = /[^\s,;"'&|()<>]{1,500}/uy;

/**
 * Matches a bare id at `offset` of `text` (SPEC 2). A function, because Chevrotain drops the `u` flag of regular
 * expressions. Dashes before a single `>` belong to the false arrow `->`, not to the id; dashes before `>>` belong to
 * the id.
 */
export function matchName(text: string, offset: number): [string] | null {
  const start = matchEnd(nameStart, text, offset);
  if (start === offset) return null;
  const end = runEnd(nameRest, text, start);
  const isFalseArrow = text[end] === ">" && text[end + 1] !== ">";
  return [text.slice(offset, isFalseArrow ? endBefore("-", text, end) : end)];
}

/**
 * Matches text that starts no other token: a comma or semicolon, or everything up to a blank, an operator or an arrow.
 */
export function matchStray(text: string, offset: number): [string] | null {
  if (text[offset] === "," || text[offset] === ";") return [text.slice(offset, offset + 1)];
  const run = runEnd(strayRun, text, offset);
  const end = text[run] === ">" ? endBefore("-=~", text, run) : run;
  return end > offset ? [text.slice(offset, end)] : null;
}

/** Whether the whole text is a bare id. */
export function isBareName(text: string): boolean {
  return matchName(text, 0)?.[0].length === text.length;
}

function matchEnd(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : offset;
}

function runEnd(pattern: RegExp, text: string, offset: number): number {
  let end = offset;
  for (let next = matchEnd(pattern, text, end); next > end; next = matchEnd(pattern, text, end)) end = next;
  return end;
}

function endBefore(characters: string, text: string, end: number): number {
  let before = end;
  while (before > 0 && characters.includes(text.charAt(before - 1))) before--;
  return before;
}
