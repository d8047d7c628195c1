/** Quotes a piece of the user's text in backquotes, on one line and shortened if it is long. */
export function code(found: string): string {
  const line = found.replace(/\s+/g, " ").trim();
  const characters = [...line.slice(0, 100)];
  return `\`${characters.length > 40 ? `${characters.slice(0, 39).join("")}…` : line}\``;
}
