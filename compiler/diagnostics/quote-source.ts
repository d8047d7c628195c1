/**
 * Text of the user's as a message quotes it: one line of at most 60 characters, in backquotes, or in double quotes where
 * it is empty or has backquotes itself.
 */
export function quoteSource(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  const line = short.replace(/[\p{Cc}\u2028\u2029]/gu, (character) => JSON.stringify(character).slice(1, -1));
  return line === "" || line.includes("`") ? `"${line}"` : `\`${line}\``;
}
