/**
 * Quotes the user's text in a message: one line of at most 60 characters, in backquotes, or in double quotes if it is
 * empty or contains backquotes.
 */
export function quoteSource(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  const line = short.replace(/[\p{Cc}\u2028\u2029]/gu, (character) => JSON.stringify(character).slice(1, -1));
  return line === "" || line.includes("`") ? `"${line}"` : `\`${line}\``;
}
