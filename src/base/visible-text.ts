/**
 * C0 and C1 controls, line and paragraph separators, bidirectional controls (Unicode UAX 9) and lone surrogates. They
 * move the cursor, change colors, reorder what is read, or start a line that a CI system takes for a command.
 */
const invisible = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f]/gu;

/** The same, without the line breaks (LF and CRLF) and tabs of a text of several lines. */
const invisibleInLines = new RegExp(`${invisible.source}(?<![\\n\\t]|\\r(?=\\n))`, "gu");

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/**
 * Makes the user's text, such as a name or a message that quotes one, safe to print within one line: control characters
 * become escapes.
 */
export function visibleText(text: string): string {
  return text.replace(invisible, escapeOf);
}

/**
 * Same as `visibleText` for text of several lines: line breaks (LF and CRLF) and tabs stay. JSON keeps its meaning,
 * because the escapes are JSON's.
 */
export function visibleLines(text: string): string {
  return text.replace(invisibleInLines, escapeOf);
}

function escapeOf(character: string): string {
  return shortEscapes.get(character) ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
