/** Controls, separators of lines, what reorders text (UAX 9), lone surrogates, and what XML forbids. */
export const unprintable = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufffe\uffff]/gu;

/** A text of the user's as one line of a picture: blanks and line breaks are one blank, other characters that nobody sees are `�`. */
export function shownText(text: string): string {
  return text
    .replace(/[\s\u2028\u2029]+/gu, " ")
    .trim()
    .replace(unprintable, "\ufffd");
}

/** The same with its line breaks, for the titles of nodes. */
export function shownLines(text: string): string {
  return text.split(/\r?\n/u).map(shownText).join("\n");
}
