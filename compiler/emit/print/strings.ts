const shortEscapes: Readonly<Record<string, string>> = {
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\v": "\\v",
  "\f": "\\f",
  "\r": "\\r",
  "\\": "\\\\",
};

/**
 * Characters that are escaped in a source file: control characters, line separators, unpaired surrogates, and
 * characters that are invisible or change the direction of text.
 */
const unprintable = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad\p{Surrogate}]/gu;

/** Text that needs no escapes in double quotes. */
const plainText = /^[ !#-[\]-~]*$/u;

/**
 * Returns the string literal of a text. It has double quotes, or single quotes if the text contains more double quotes
 * than single ones, as in prettier.
 */
export function stringLiteral(text: string): string {
  if (plainText.test(text)) return `"${text}"`;
  const quote = count(text, '"') > count(text, "'") ? "'" : '"';
  const escaped = text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`).replace(unprintable, escapeCharacter);
  return quote + escaped + quote;
}

/** Returns the literal of a finite number. Exponents have no plus sign, as in prettier. */
export function numberLiteral(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value).replace("e+", "e");
}

/** One line of a comment in which nothing is escaped. */
const plainComment = /^[ -)+-?A-~]*$/;

/** Splits a text into the lines of a comment. No line ends the comment, is a directive to a compiler, or hides text. */
export function commentLines(text: string): string[] {
  if (plainComment.test(text)) return text.trim() === "" ? [] : [text.trim()];
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .map((line) => escapeComment(line).trim())
    .filter((line, index, all) => line !== "" || all.slice(0, index).some((before) => before !== ""));
}

/** Returns a text as part of a one-line comment. */
export function commentText(text: string): string {
  return escapeComment(text.replace(/[\n\r]/gu, (character) => shortEscapes[character] ?? "")).trimEnd();
}

function escapeComment(line: string): string {
  return line
    .replaceAll("*/", "*\\/")
    .replace(/@(?=ts-)/gu, "\\@")
    .replaceAll("\t", " ")
    .replace(unprintable, escapeCharacter);
}

function escapeCharacter(character: string): string {
  const short = shortEscapes[character];
  return short ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
